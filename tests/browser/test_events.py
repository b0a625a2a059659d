"""A press that comes while the stream of the press before is being closed has its effect all the same."""

from typing import Any

import pytest

pytestmark = pytest.mark.browser

LATE = """(() => {
  // The network brings the end of a stream of events a quarter of a second late; a press comes in between.
  const plain = window.fetch;
  window.fetch = async (input, init) => {
    const answer = await plain(input, init);
    if (!String(input.url ?? input).includes("/queue/data")) return answer;
    const decoder = new TextDecoder();
    const late = new TransformStream({
      async transform(chunk, stream) {
        if (decoder.decode(chunk, { stream: true }).includes("close_stream")) {
          window.closing?.();
          window.closing = null;
          await new Promise((done) => setTimeout(done, 250));
        }
        stream.enqueue(chunk);
      },
    });
    return new Response(answer.body.pipeThrough(late), answer);
  };
})()"""


def test_a_press_between_the_end_of_a_stream_and_its_arrival_is_answered(sample: str, visit: Any) -> None:
    page = visit(sample)
    page.add_init_script(LATE)
    page.reload()
    page.click(".suggestion >> nth=0")
    page.wait_for_selector(".turn .actions")
    page.wait_for_timeout(1000)  # all streams are closed
    page.evaluate("() => { window.closing = () => document.querySelector('#fresh').click(); }")
    page.click(".chip >> nth=0")
    page.wait_for_selector(".welcome", timeout=5000)
