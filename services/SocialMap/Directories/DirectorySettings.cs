namespace Buurtzorg.SocialMap.Directories;

/// <summary>Section <c>Directories</c>: the directories of authorities that may be imported, by the name under which their entries are kept.</summary>
internal sealed class DirectorySettings : Dictionary<string, DirectorySource>
{
    public const string Mistake = "Directories:<name> needs a kebab-case name and either Url, the address of an Open Referral API (http or https, without /services), or Folder, a folder with HSDS JSON.";

    public bool AreRight() => this.All(directory => System.Text.RegularExpressions.Regex.IsMatch(directory.Key, "^[a-z0-9]+(-[a-z0-9]+)*$") && directory.Value.IsRight);
}

/// <summary>Where a directory is read from.</summary>
internal sealed class DirectorySource
{
    public Uri? Url { get; init; }
    public string? Folder { get; init; }

    public bool IsRight => Url is { IsAbsoluteUri: true, Scheme: "http" or "https" } ^ Folder is { Length: > 0 };

    /// <summary>As the command takes it: an address or a folder.</summary>
    public static DirectorySource At(string from) =>
        Uri.TryCreate(from, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? new() { Url = url } : new() { Folder = from };
}
