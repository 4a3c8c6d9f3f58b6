using System.Globalization;

namespace Buurtzorg.BillingAdapters.Conformance;

/// <summary>What the command line says.</summary>
internal sealed record Options
{
    public Uri? Url { get; private set; }
    public string? Secret { get; private set; }
    public string? Samples { get; private set; }
    public string? Restart { get; private set; }
    public string? Deliver { get; private set; }
    public int Seed { get; private set; } = Random.Shared.Next(1, 1_000_000);
    public List<string> Only { get; } = [];
    public List<string> Except { get; } = [];
    public string? Report { get; private set; }
    public string? JUnit { get; private set; }
    public string Failures { get; private set; } = "conformance-failures";
    public TimeSpan Patience { get; private set; } = TimeSpan.FromSeconds(20);
    public bool Record { get; private set; }
    public bool List { get; private set; }
    public bool Help { get; private set; }

    /// <summary>What is wrong with the command line; null when nothing is.</summary>
    public string? Mistake { get; private set; }

    public static Options Parse(string[] args)
    {
        var options = new Options();
        for (var i = 0; i < args.Length && options.Mistake is null; i++)
        {
            var name = args[i];
            if (!options.Take(name) && (i + 1 == args.Length || !options.Take(name, args[++i])))
                options.Mistake = $"{name} is not understood here.";
        }
        if (options is { Mistake: null, Url: null, List: false, Help: false }) options.Mistake = "Say where the adapter is: --url http://...";
        return options;
    }

    /// <summary>The command line that checks one requirement again; the secret is not in it.</summary>
    public string Again(string id) =>
        $"dotnet run --project tests/BillingAdapters.Conformance -- --url {Url} {(Secret is null ? "" : "--secret \"$SECRET\" ")}"
        + $"{(Samples is null ? "" : $"--samples {Samples} ")}{(Restart is null ? "" : $"--restart \"{Restart}\" ")}--seed {Seed} --only {id}";

    private bool Take(string flag)
    {
        switch (flag)
        {
            case "--record": return Record = true;
            case "--list": return List = true;
            case "--help" or "-h": return Help = true;
            default: return false;
        }
    }

    private bool Take(string name, string value)
    {
        switch (name)
        {
            case "--url": return (Url = Uri.TryCreate(value.TrimEnd('/') + "/", UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null) is not null;
            case "--secret": Secret = value; return true;
            case "--samples": Samples = value; return Directory.Exists(value);
            case "--restart": Restart = value; return true;
            case "--deliver": Deliver = value; return true;
            case "--seed": return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) && (Seed = seed) >= 0;
            case "--only": Only.Add(value); return true;
            case "--except": Except.Add(value); return true;
            case "--report": Report = value; return true;
            case "--junit": JUnit = value; return true;
            case "--patience": return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && (Patience = TimeSpan.FromSeconds(seconds)) > TimeSpan.Zero;
            case "--failures": Failures = value; return true;
            default: return false;
        }
    }
}
