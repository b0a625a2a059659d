"""A trained encoder as one file for onnxruntime: its matrices in int8, which is a quarter of the size and of the time."""

import tempfile
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from index.training.encoder.model import Reader

INPUTS, OUTPUTS = ("input_ids", "attention_mask"), ("spans", "decision")


def export(reader: Reader, output: Path) -> None:
    """Write the reader to `output`, with any number of pairs and of tokens at a call."""
    reader.eval()
    reader.encoder.set_attn_implementation("eager")  # int8 runs it in half the time of the graph of the fused one
    examples = torch.ones(2, 8, dtype=torch.long), torch.ones(2, 8, dtype=torch.long)
    free = {0: "pairs", 1: "tokens"}
    with tempfile.TemporaryDirectory(prefix="encoder-") as folder, warnings.catch_warnings():
        # The exporter by tracing is said to be old. The new one asks for a compiler of its own and gives the same graph.
        warnings.simplefilter("ignore")
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            reader,
            examples,
            whole,
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes={**dict.fromkeys(INPUTS, free), "spans": free, "decision": {0: "pairs"}},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(whole, output, weight_type=QuantType.QInt8, per_channel=True)
