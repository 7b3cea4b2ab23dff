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
STUB='''
def f(*a): raise NotImplementedError
from demos import neuron_explorer
explorer = neuron_explorer(f,f)
explorer
'''
@pytest.mark.parametrize("theme",["Light","Dark"])
def test_look(open_lab, theme):
    lab = open_lab([SOURCE], theme=theme)
    lab.run_all()
    c = lab.notebook.locator("canvas.neuron-canvas"); c.wait_for()
    lab.notebook.get_by_role("button", name="Step").click()
    lab.page.wait_for_timeout(500)
    lab.page.screenshot(path=f"/tmp/shots/try_{theme}_0.png")
    lab.notebook.get_by_label("data").select_option("xor")
    lab.notebook.get_by_role("button", name="Run an epoch").click()
    lab.page.wait_for_timeout(1900)
    lab.page.screenshot(path=f"/tmp/shots/try_{theme}_1.png")
    lab.tell("[explorer.run_epoch() for _ in range(12)]")
    lab.page.wait_for_timeout(9000)
    lab.page.screenshot(path=f"/tmp/shots/try_{theme}_2.png")
    for w in (850, 1400):
        lab.page.set_viewport_size({"width":w,"height":1100})
        lab.page.wait_for_timeout(700)
        lab.page.screenshot(path=f"/tmp/shots/try_{theme}_w{w}.png")
        print(c.evaluate("e => [e.clientWidth, e.parentElement.clientWidth]"))
def test_stub(open_lab):
    lab = open_lab([STUB])
    lab.run_all()
    lab.notebook.get_by_role("button", name="Step").click()
    lab.page.wait_for_timeout(500)
    lab.page.screenshot(path=f"/tmp/shots/try_stub.png")
