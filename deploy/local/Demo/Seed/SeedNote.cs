using System.Text.Json;

namespace Buurtzorg.Local.Demo.Seed;

internal enum SeedState { Loading, Loaded }

/// <summary>What is kept on disk about the demo neighbourhood: its month, the seed of its keys, and whether it is whole.</summary>
internal sealed class SeedNote
{
    private readonly string _file;
    private Content? _content;

    private SeedNote(string file) => (_file, _content) = (file, File.Exists(file) ? JsonSerializer.Deserialize<Content>(File.ReadAllText(file)) : null);

    public SeedState? State => _content?.State;
    public Guid Seed => _content!.Seed;
    public Months Month => Months.Parse(_content!.Period);

    public static SeedNote In(string folder) => new(Path.Combine(Directory.CreateDirectory(folder).FullName, "neighbourhood.json"));

    public void Begin(Months month)
    {
        // The same note again when nothing of it arrived: its keys are still unused, and used ones answer as before.
        if (State is not SeedState.Loading) Write(new(Guid.CreateVersion7(), month.Period, SeedState.Loading));
    }

    public void Finish() => Write(_content! with { State = SeedState.Loaded });

    private void Write(Content content)
    {
        File.WriteAllText(_file + ".draft", JsonSerializer.Serialize(content));
        File.Move(_file + ".draft", _file, overwrite: true);
        _content = content;
    }

    private sealed record Content(Guid Seed, string Period, SeedState State);
}
