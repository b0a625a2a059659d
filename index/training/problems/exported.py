"""An encoder as it was exported, made trainable again: what ships can be trained on by whoever has it, without the first runs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx.numpy_helper import to_array
from torch import Tensor
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from index.training.encoder.model import Reader

HEAD = 32
"""Numbers of one attention head; the file tells the sizes of matrices only."""

_PRODUCT = "/MatMul_output_0_output_quantized"
_GEMM = "/Gemm_output_0_MatMul_output_quantized"


def load_exported(folder: Path) -> tuple[Reader, PreTrainedTokenizerFast]:
    """The reader and the tokenizer of a folder that `export` wrote to; of its int8 matrices each number is as near as that is.

    Raises:
        OSError: if `encoder.onnx` or `tokenizer.json` is missing.
        RuntimeError: if the file is of another model.
    """
    state = dict(_state(onnx.load(folder / "encoder.onnx")))
    words, width = state["encoder.embeddings.word_embeddings.weight"].shape
    config = BertConfig(
        vocab_size=words,
        hidden_size=width,
        num_hidden_layers=sum(name.endswith("attention.self.query.weight") for name in state),
        num_attention_heads=width // HEAD,
        intermediate_size=len(state["encoder.encoder.layer.0.intermediate.dense.bias"]),
        max_position_embeddings=len(state["encoder.embeddings.position_embeddings.weight"]),
        type_vocab_size=len(state["encoder.embeddings.token_type_embeddings.weight"]),
        pad_token_id=1,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    reader = Reader(BertModel(config, add_pooling_layer=False))
    reader.load_state_dict(state)
    special: dict[str, Any] = {"bos_token": "<s>", "pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}
    tokenizer = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_file=str(folder / "tokenizer.json"),
        cls_token="<s>",
        sep_token="</s>",
        model_max_length=512,
        **special,
    )
    return reader, tokenizer


def _state(model: onnx.ModelProto) -> Iterator[tuple[str, Tensor]]:
    """Numbers by the names that torch gives them: whole ones as they stand, matrices out of their products in the graph."""
    held = {tensor.name: to_array(tensor) for tensor in model.graph.initializer}
    for name, numbers in held.items():
        if name.endswith(("LayerNorm.weight", ".bias")):
            yield name, _tensor(numbers)
        elif name.endswith("embeddings.weight_quantized"):
            yield name.removesuffix("_quantized"), _tensor(_numbers(held, name.removesuffix("_quantized")))
    for node in model.graph.node:
        if node.op_type == "MatMulInteger" and node.input[1] in held:
            module = node.output[0].removesuffix(_PRODUCT).removesuffix(_GEMM).strip("/").replace("/", ".")
            matrix = _numbers(held, node.input[1].removesuffix("_quantized")).T
            yield f"{module}.weight", _tensor(matrix)


def _numbers(held: dict[str, NDArray[Any]], name: str) -> NDArray[np.float32]:
    """The numbers of a matrix in int8: each less the zero point of its column, by the scale of its column."""
    whole = held[f"{name}_quantized"].astype(np.float32) - held[f"{name}_zero_point"].astype(np.float32)
    return np.asarray(whole * held[f"{name}_scale"], np.float32)


def _tensor(numbers: NDArray[Any]) -> Tensor:
    return torch.from_numpy(np.array(numbers, np.float32))
