"""JavaScript that gathers every picture a demo's canvas shows from now on, in `window.pictures`."""

GATHER_PICTURES = """() => {
    window.pictures = new Set();
    const canvas = document.querySelector('.demo canvas');
    const look = () => {
        window.pictures.add(canvas.toDataURL());
        if (canvas.isConnected) requestAnimationFrame(look); // the page outlives the test
    };
    look();
}"""
