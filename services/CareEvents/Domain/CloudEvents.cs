using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Buurtzorg.CareEvents.Domain;

/// <summary>Section <c>CloudEvents</c>: how the install names itself in public events.</summary>
internal sealed class CloudEventsSettings : IValidateOptions<CloudEventsSettings>
{
    /// <summary>Reverse DNS, no name of an organisation: <c>nl.wijkzorg</c>.</summary>
    public string TypePrefix { get; init; } = "";

    /// <summary>Who the install is: <c>urn:nld:oin:...</c> or <c>urn:nld:kvknr:...</c></summary>
    public string Source { get; init; } = "";

    /// <summary>The address of the gateway as integrators reach it, with a slash at its end.</summary>
    public Uri? PublicAddress { get; init; }

    /// <summary>How long the log is kept for those who come later.</summary>
    public int RetentionDays { get; init; } = 30;

    public ValidateOptionsResult Validate(string? name, CloudEventsSettings options)
    {
        List<string> mistakes = [];
        if (options.TypePrefix.Split('.') is not { Length: > 1 } parts || parts.Any(part => part.Length == 0 || !part.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')))
            mistakes.Add("CloudEvents:TypePrefix is missing or no reverse domain name in lower case, such as nl.wijkzorg.");
        if (!options.Source.StartsWith("urn:", StringComparison.Ordinal) || !Uri.TryCreate(options.Source, UriKind.Absolute, out _))
            mistakes.Add("CloudEvents:Source is missing or no URN: urn:nld:oin:<20 digits> or urn:nld:kvknr:<8 digits> names the organisation in the Netherlands.");
        if (options.PublicAddress is not { IsAbsoluteUri: true, Scheme: "http" or "https" } address || !address.AbsolutePath.EndsWith('/'))
            mistakes.Add("CloudEvents:PublicAddress is missing or no address with a slash at its end: where integrators reach the gateway, such as https://care.example.org/");
        if (options.RetentionDays is < 4 or > 3650)
            mistakes.Add("CloudEvents:RetentionDays is not between 4 (a receiver is tried for three days) and 3650.");
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}

/// <summary>One event in the words of the catalogue, before it has its place in the log.</summary>
internal sealed record Told(EventType Type, Guid SubjectId, long Version, JsonElement Data, string? TraceParent, string? TraceState);

/// <summary>Writes events as structured CloudEvents 1.0, NL GOV profile.</summary>
internal sealed class CloudEvents(IOptions<CloudEventsSettings> options)
{
    private readonly CloudEventsSettings _settings = options.Value;

    public string FullName(string type) => $"{_settings.TypePrefix}.{type}";

    /// <summary>The name in the catalogue, null when the prefix is another.</summary>
    public string? NameOf(string fullName) => fullName.StartsWith(_settings.TypePrefix + ".", StringComparison.Ordinal) ? fullName[(_settings.TypePrefix.Length + 1)..] : null;

    public Uri SchemaOf(string type) => new(_settings.PublicAddress!, $"care-events/v1/schemas/{FullName(type)}.json");

    public static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The same fact has the same id, however often it is told: receivers drop what they have seen.</summary>
    public static Guid IdOf(string type, Guid subject, long version)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{type}/{subject}/{version.ToString(CultureInfo.InvariantCulture)}")).AsSpan(0, 16);
        hash[6] = (byte)(hash[6] & 0x0F | 0x80); // version 8: made by a rule of our own
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        return new Guid(hash, bigEndian: true);
    }

    /// <summary>What stands in the log and goes to receivers, byte for byte.</summary>
    public byte[] Write(Told told, Guid id, long sequence, DateTimeOffset time) => Write(json =>
    {
        Envelope(json, id, told.Type.Name, told.SubjectId.ToString(), time);
        json.WriteString("dataschema", SchemaOf(told.Type.Name).ToString());
        json.WriteString("dataref", new Uri(_settings.PublicAddress!, Address(told)).ToString());
        json.WriteString("sequence", Sequences.Write(sequence));
        json.WriteString("sequencetype", "Integer");
        if (told.TraceParent is { } parent)
            json.WriteString("traceparent", parent);
        if (told.TraceState is { Length: > 0 } state)
            json.WriteString("tracestate", state);
        json.WritePropertyName("data");
        told.Data.WriteTo(json);
    });

    /// <summary>Stands in no log: it tries a subscription out. A challenge wants its value back.</summary>
    public byte[] WriteOutsideTheLog(string type, Guid id, Guid subscriptionId, DateTimeOffset time, string? challenge = null) => Write(json =>
    {
        Envelope(json, id, type, subscriptionId.ToString(), time);
        json.WriteStartObject("data");
        json.WriteString("subscriptionId", subscriptionId);
        if (challenge is not null)
            json.WriteString("challenge", challenge);
        json.WriteEndObject();
    });

    private void Envelope(Utf8JsonWriter json, Guid id, string type, string subject, DateTimeOffset time)
    {
        json.WriteString("specversion", "1.0");
        json.WriteString("id", id);
        json.WriteString("source", _settings.Source);
        json.WriteString("type", FullName(type));
        json.WriteString("subject", subject);
        json.WriteString("time", Instant(time));
        json.WriteString("datacontenttype", "application/json");
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static string Address(Told told)
    {
        var address = told.Type.DataRef;
        foreach (var fact in told.Type.Facts.Where(fact => address.Contains($"{{{fact.Name}}}", StringComparison.Ordinal)))
            address = address.Replace($"{{{fact.Name}}}", told.Data.GetProperty(fact.Name).GetString(), StringComparison.Ordinal);
        return address;
    }
}
