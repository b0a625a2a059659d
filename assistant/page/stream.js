// Keeps a press from being lost between two streams. Gradio has the answers of all events come over one stream, which the
// server ends after the last and the next event opens anew. An event that the server took after that end, but before Gradio
// has heard of it, would wait for ever: Gradio takes the old stream for its own. So Gradio is told that an event was taken
// only when the stream has told something of it, or has ended. And a stream that Gradio opens for an event whose answer has
// come meanwhile is ended at once: nothing would come over it, and a browser has few connections.
(() => {
  const PATIENCE = 3000; // milliseconds; whatever comes, the page goes on
  const LONGEST = 200; // characters of what names an event, which two pieces of a stream may share
  const TOLD = /"msg":"(\w+)","event_id":"(\w+)"/g;
  const ENDED = 'data: {"msg":"close_stream"}\n\n';
  const plain = window.fetch;
  const waiting = new Set(); // events that were taken and not answered
  const answered = new Set();
  let stream = null;

  class Stream {
    #told = new Set();
    #waiting = new Map();
    #ended = false;

    tell(event) {
      this.#told.add(event);
      this.#waiting.get(event)?.();
    }

    end() {
      this.#ended = true;
      for (const go of this.#waiting.values()) go();
    }

    hasTold(event) {
      if (this.#ended || this.#told.has(event)) return Promise.resolve();
      return new Promise((go) => {
        this.#waiting.set(event, go);
        setTimeout(go, PATIENCE);
      });
    }
  }

  const hear = (message, event, opened) => {
    if (message === "process_completed") {
      waiting.delete(event);
      answered.add(event);
    }
    opened.tell(event);
  };

  const listen = async (request, init) => {
    if (!waiting.size) return new Response(ENDED, { headers: { "Content-Type": "text/event-stream" } });
    const opened = (stream = new Stream());
    // Gradio breaks a stream off as soon as it has heard of its end.
    request.signal?.addEventListener("abort", () => opened.end());
    const answer = await plain(request, init).catch((error) => {
      opened.end();
      throw error;
    });
    if (!answer.ok) opened.end();
    const decoder = new TextDecoder();
    let before = "";
    const heard = new TransformStream({
      transform(piece, passed) {
        const text = before + decoder.decode(piece, { stream: true });
        for (const [, message, event] of text.matchAll(TOLD)) hear(message, event, opened);
        before = text.slice(-LONGEST);
        passed.enqueue(piece);
      },
      flush: () => opened.end(),
    });
    return new Response(answer.body.pipeThrough(heard), answer);
  };

  const join = async (request, init) => {
    const answer = await plain(request, init);
    if (!answer.ok) return answer;
    const { event_id: event } = await answer.clone().json();
    if (!answered.has(event)) waiting.add(event);
    await stream?.hasTold(event);
    return answer;
  };

  // Gradio holds a connection open for as long as a tab is. A browser has six for all its tabs of one host, so that a sixth tab
  // would stay empty: this one is open in name only. The server hears of a closed tab when the stream of its answers breaks off.
  const stay = () => new Response(new ReadableStream(), { headers: { "Content-Type": "text/event-stream" } });

  window.fetch = (request, init) => {
    const address = String(request.url ?? request);
    if (/\/heartbeat\/\w+/.test(address)) return Promise.resolve(stay());
    if (address.includes("/queue/data?")) return listen(request, init);
    return /\/queue\/join(\?|$)/.test(address) ? join(request, init) : plain(request, init);
  };
})();
