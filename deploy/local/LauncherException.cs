namespace Buurtzorg.Local;

/// <summary>What went wrong and what to do about it, in one sentence for the person at the keyboard.</summary>
internal sealed class LauncherException(string sentence) : Exception(sentence);
