"""The pieces the embedded model knows: a Unigram vocabulary of short Chinese pieces."""

from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

LONGEST_PIECE = 6
"""Characters in the longest piece: long enough for a legal term, too short to learn a whole stock phrase."""


def train_tokenizer(texts: Iterable[str], pieces: int) -> Tokenizer:
    """A Unigram tokenizer of at most `pieces` pieces, learnt from `texts`.

    Width, case and white space are folded away, because the same clause reaches us typed, scanned and pasted; numbers,
    Latin words and punctuation marks stand alone, so that `50万元` and `80万元` share the piece that they have in common.
    """
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Lowercase(), normalizers.Replace(Regex(r"\s+"), "")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"[0-9]+|[a-z]+|\p{P}"), "isolated")
    trainer = trainers.UnigramTrainer(
        vocab_size=pieces,
        max_piece_length=LONGEST_PIECE,
        special_tokens=["[UNK]"],
        unk_token="[UNK]",
        show_progress=True,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer
