namespace Buurtzorg.Local.Demo.Seed;

/// <summary>How far the demo neighbourhood is.</summary>
/// <param name="What">In the present: "planning visits".</param>
internal sealed record SeedProgress(string What, int Done, int Of);
