"""Whether a prompt fits into a model's context, before a router has counted it.

Nobody but the model's tokenizer knows how many tokens a text has, so a prompt is refused only if it has more
than the context **with any tokenizer** (``fewest_tokens``), and ``max_tokens`` is reduced by the estimate
that customers see (``portal.inference.tokens``). What is between the two the router decides.
"""

from __future__ import annotations

from dataclasses import replace

from portal.errors import ContextTooLong
from portal.inference import InferenceRequest
from portal.inference.conversation_tokens import conversation_texts
from portal.inference.tokens import estimate_tokens

_LONGEST_TOKEN_BYTES = 128
_LONGEST_WORD_BYTES = 64
"""The longest tokens in the vocabularies of gpt-oss, Gemma and Qwen (docs/protocols/tokenizers.md): runs of
one character, such as spaces, and words."""

_CLASSES = bytes(ord("w") if c >= 0x80 or chr(c).isalnum() else ord(" ") for c in range(256))
"""Byte of UTF-8 → ``w`` in a word, a space between words."""
_JOINERS = b"'_"
"""Left out, because one token may have them on both sides of a word or between two: "don't", "','"."""
_NO_WORDS = tuple(character.encode() for character in "\u00a0\u3000\u2212")
"""Beyond ASCII, but several of them stand in one token with spaces or a slash between them."""


def fewest_tokens(text: str) -> int:
    """Return a number of tokens that ``text`` has at least, with any tokenizer of the models.

    No token holds letters or digits of two words, and none is longer than the longest of its kind. It is at
    most half the number of characters. It takes 20 to 30 ms for 4 MB.
    """
    encoded = text.encode("utf-8", "surrogatepass")
    size = len(encoded)
    if not text.isascii():
        for character in _NO_WORDS:
            encoded = encoded.replace(character, b" ")
    classes = encoded.translate(_CLASSES, _JOINERS)
    words = classes.count(b"w ") + classes.endswith(b"w")
    return max(
        words, _divided_up(classes.count(b"w"), _LONGEST_WORD_BYTES), _divided_up(size, _LONGEST_TOKEN_BYTES)
    )


class PromptLength:
    """The length of one request's prompt, computed when it is first needed."""

    __slots__ = ("_characters", "_fewest", "_texts", "request")

    def __init__(self, request: InferenceRequest) -> None:
        prompt = request.prompt
        self._texts = list(conversation_texts(request)) if prompt is None else [prompt]
        self._characters = sum([len(text) + 1 for text in self._texts])
        self.request = request
        self._fewest: int | None = None

    @property
    def fewest(self) -> int:
        """A number of tokens that the prompt has at least."""
        if self._fewest is None:
            self._fewest = fewest_tokens("\n".join(self._texts))
        return self._fewest

    def exceeds(self, context_tokens: int | None) -> bool:
        """Whether the prompt is longer than the context with any tokenizer. None: the context is unknown."""
        if context_tokens is None or (self._characters + 1) // 2 <= context_tokens:
            return False
        return self.fewest > context_tokens

    def error(self, context_tokens: int) -> ContextTooLong:
        estimated = estimate_tokens("\n".join(self._texts))
        return context_too_long(self.request, max(estimated, self.fewest), context_tokens)


def within_context(
    request: InferenceRequest, prompt: PromptLength, prompt_tokens: int, context_tokens: int | None
) -> InferenceRequest:
    """Return ``request`` with no more ``max_tokens`` than the prompt leaves of the context.

    ``prompt_tokens`` is the estimate. If nothing is left by it although the prompt may fit, what is left by
    the fewest tokens counts, so that a prompt that fits gets an answer.
    """
    max_tokens = request.sampling.max_tokens
    if max_tokens is None or context_tokens is None or prompt_tokens + max_tokens <= context_tokens:
        return request
    left = context_tokens - prompt_tokens
    if left < 1:
        left = max(1, context_tokens - prompt.fewest)
    if max_tokens <= left:
        return request
    return replace(request, sampling=replace(request.sampling, max_tokens=left))


def context_too_long(request: InferenceRequest, tokens: int, context_tokens: int | None) -> ContextTooLong:
    """Return the error for a prompt of about ``tokens``, in the words of OpenAI's API.

    Clients recognise them (docs/protocols/error-matchers.md, "Context"). ``context_tokens`` None: unknown.
    """
    param = "messages" if request.prompt is None else "prompt"
    if context_tokens is None:
        return ContextTooLong(
            "This model's maximum context length is exceeded. Please reduce the length of the messages.",
            param=param,
        )
    # A router that counted more than the estimate has refused the prompt.
    tokens = max(tokens, context_tokens + 1)
    return ContextTooLong(
        f"This model's maximum context length is {context_tokens} tokens. However, your messages resulted in "
        f"{tokens} tokens. Please reduce the length of the messages.",
        tokens=tokens,
        context_tokens=context_tokens,
        param=param,
    )


def _divided_up(dividend: int, divisor: int) -> int:
    return (dividend + divisor - 1) // divisor
