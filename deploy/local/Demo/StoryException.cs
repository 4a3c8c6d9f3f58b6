namespace Buurtzorg.Local.Demo;

/// <summary>The story went otherwise than it should; the message is the one sentence to read.</summary>
internal sealed class StoryException(string sentence) : Exception(sentence);
