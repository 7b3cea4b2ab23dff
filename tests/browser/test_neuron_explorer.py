import pytest
SOURCE = '''
from lecturelib.neurons import threshold_neuron
def perceptron_update(w, b, x, y):
    answer = 1 if threshold_neuron(x[None], w, b)[0] else -1
    return (w, b) if answer == y else (w + y * x, b + y)
from demos import neuron_explorer
explorer = neuron_explorer(threshold_neuron, perceptron_update)
explorer
'''
@pytest.mark.parametrize("theme",["Light","Dark"])
def test_look(open_lab, theme):
    lab = open_lab([SOURCE], theme=theme)
    lab.run_all()
    c = lab.notebook.locator("canvas.neuron-canvas"); c.wait_for()
    lab.page.wait_for_timeout(500)
    lab.page.screenshot(path=f"/tmp/shots/try_{theme}_0.png")
    lab.notebook.get_by_role("button", name="Run an epoch").click()
    lab.page.wait_for_timeout(1500)
    lab.page.screenshot(path=f"/tmp/shots/try_{theme}_1.png")
    print(lab.ask("explorer.description"))
