using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Buurtzorg.Local.Demo;

/// <summary>One playing of the story: its client, its municipality, and how far it came. Kept on disk after each call.</summary>
internal sealed class Play
{
    public const int Municipalities = 20;

    public required int Number { get; init; }
    public required Guid Id { get; init; }
    public required string Period { get; init; }
    public bool Ended { get; set; }

    /// <summary>Where the integrator listens; 0 until it does.</summary>
    public int ReceiverPort { get; set; }

    public Dictionary<string, KeptReply> Replies { get; init; } = [];

    public string Town => $"{9900 + Number}";
    public string Payer => $"nl-wmo:{Town}";
    public Months Month => Months.Parse(Period);

    /// <summary>Of the id, which begins with the moment.</summary>
    public DateTimeOffset BegunAt => DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(Id.ToString("N")[..12], 16));
    public DateOnly BegunOn => DateOnly.FromDateTime(BegunAt.UtcDateTime);

    /// <summary>The same id for the same name in this play, in every process: keys, people.</summary>
    public Guid IdOf(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{Id}/{name}"))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>A number of nine digits, for an assignment.</summary>
    public int NumberOf(string name) => 100_000_000 + (int)(BitConverter.ToUInt32(IdOf(name).ToByteArray()) % 800_000_000);
}

internal sealed record KeptReply(int Status, string Json)
{
    public Reply AsReply() => new(Status, Encoding.UTF8.GetBytes(Json));
}

internal sealed class Plays(string folder)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public IReadOnlyList<Play> All() =>
        Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, "play-*.json").Order().Select(file => JsonSerializer.Deserialize<Play>(File.ReadAllText(file), Format)!)]
            : [];

    public Play Begin(int number, TimeProvider clock)
    {
        var play = new Play { Number = number, Id = Guid.CreateVersion7(), Period = Months.Previous(clock).Period };
        Save(play);
        return play;
    }

    public void Save(Play play)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"play-{play.Number:00}.json");
        File.WriteAllText(file + ".draft", JsonSerializer.Serialize(play, Format));
        File.Move(file + ".draft", file, overwrite: true);
    }
}
