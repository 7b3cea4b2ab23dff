"""Networks around a recurrent layer: a language model of characters, which also writes, and a tagger of words."""

from typing import TYPE_CHECKING

from lecturelib.on_first_use import names_on_first_use

if TYPE_CHECKING:
    from lecturelib.sequence_models.language_model import LanguageModelParameters as LanguageModelParameters
    from lecturelib.sequence_models.language_model import character_language_model as character_language_model
    from lecturelib.sequence_models.language_model import generate_text as generate_text
    from lecturelib.sequence_models.tagger import TaggerParameters as TaggerParameters
    from lecturelib.sequence_models.tagger import sequence_tagger as sequence_tagger

__getattr__, __dir__, __all__ = names_on_first_use(
    __name__,
    {
        "language_model": ("LanguageModelParameters", "character_language_model", "generate_text"),
        "tagger": ("TaggerParameters", "sequence_tagger"),
    },
)
