namespace Buurtzorg.BillingAdapters.Conformance.Tests;

/// <summary>An adapter that is kept in this repository, and how it is started.</summary>
/// <param name="Name">As its manifest says.</param>
/// <param name="Folder">Of its project.</param>
/// <param name="Samples">Within it.</param>
/// <param name="Command">Starts it; <c>{url}</c>, <c>{port}</c>, <c>{secret}</c> and <c>{folder}</c> (an empty one that is kept over restarts) are filled in.</param>
/// <param name="Deliver">Where a payer's message arrives.</param>
/// <param name="Needs">A program that may not be there.</param>
internal sealed record KnownAdapter(string Name, string Folder, string Samples, string Command, string? Deliver = null, string? Needs = null)
{
    public static readonly IReadOnlyList<KnownAdapter> All =
    [
        InCSharp("nl-wmo", "NlWmo", "Transport__Folder={folder}", "cp {file} {folder}/inbox/"),
        InCSharp("simulated", "Simulated", "Simulated__Folder={folder}"),
        new("example-fund", "deploy/adapter-template-node", "samples", "PORT={port} ADAPTER_SECRET={secret} exec node src/main.js", Needs: "node"),
    ];

    private static KnownAdapter InCSharp(string name, string project, string settings, string? deliver = null) => new(
        name, $"services/BillingAdapters/{project}", "Samples", $"ASPNETCORE_URLS={{url}} Adapter__Secret={{secret}} {settings} exec {Built($"BillingAdapters.{project}")}", deliver);

    // Built beside these tests, in the same configuration.
    private static string Built(string project)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, $"Buurtzorg.{project}");
    }
}
