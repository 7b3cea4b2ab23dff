"""Encoder-decoders as functions: a decoder that is started by a state, whatever that state was made of."""

from typing import TYPE_CHECKING

from lecturelib.on_first_use import names_on_first_use

if TYPE_CHECKING:
    from lecturelib.sequence_to_sequence.captioning import caption_digit as caption_digit
    from lecturelib.sequence_to_sequence.decoding import decoder_scores as decoder_scores
    from lecturelib.sequence_to_sequence.decoding import greedy_decode as greedy_decode
    from lecturelib.sequence_to_sequence.parameters import BridgeParameters as BridgeParameters
    from lecturelib.sequence_to_sequence.parameters import DecoderParameters as DecoderParameters
    from lecturelib.sequence_to_sequence.parameters import EncoderParameters as EncoderParameters
    from lecturelib.sequence_to_sequence.translation import encoder_decoder as encoder_decoder

__getattr__, __dir__, __all__ = names_on_first_use(
    __name__,
    {
        "captioning": ("caption_digit",),
        "decoding": ("decoder_scores", "greedy_decode"),
        "parameters": ("BridgeParameters", "DecoderParameters", "EncoderParameters"),
        "translation": ("encoder_decoder",),
    },
)
