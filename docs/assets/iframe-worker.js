/* Search in pages that are opened as files: a browser refuses workers there, so one that runs in a
   hidden frame of the page stands in for them. Over http nothing is replaced. */
(function () {
  "use strict";
  if (location.protocol !== "file:") return;

  class FrameWorker extends EventTarget {
    constructor(address) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.tabIndex = -1;
      frame.setAttribute("aria-hidden", "true");
      document.body.appendChild(frame);
      this.frame = frame;
      const inside = frame.contentWindow;
      inside.document.open();
      inside.document.write("<!doctype html><title>search</title><body></body>");
      inside.document.close();
      // What a worker says reaches whoever made it ...
      inside.postMessage = (data) =>
        setTimeout(() => this.dispatchEvent(new MessageEvent("message", { data })));
      // ... and what it imports is loaded one after the other.
      inside.importScripts = (...addresses) =>
        addresses.reduce(
          (before, one) => before.then(() => loaded(inside.document, one)),
          Promise.resolve()
        );
      this.ready = loaded(inside.document, String(address));
    }

    postMessage(data) {
      this.ready.then(() =>
        this.frame.contentWindow.dispatchEvent(
          new MessageEvent("message", { data: structuredClone(data) })
        )
      );
    }

    set onmessage(listener) {
      this.addEventListener("message", listener);
    }

    terminate() {
      this.frame.remove();
    }
  }

  function loaded(place, address) {
    return new Promise((done, failed) => {
      const script = place.createElement("script");
      script.src = address;
      script.onload = done;
      script.onerror = () => failed(new Error(address + " cannot be loaded"));
      place.body.appendChild(script);
    });
  }

  window.Worker = FrameWorker;
})();
