using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Buurtzorg.Local.Demo;

/// <summary>One request to the platform. The key makes that a repeat has no second effect.</summary>
internal sealed record Call(Persona As, HttpMethod Method, string Path)
{
    public object? Body { get; init; }
    public string? Key { get; init; }
    public string? IfMatch { get; init; }

    public static Call Get(Persona who, string path) => new(who, HttpMethod.Get, path);

    public static Call Post(Persona who, string path, object body) => new(who, HttpMethod.Post, path) { Body = body };

    public static Call Delete(Persona who, string path) => new(who, HttpMethod.Delete, path);

    public static Call Put(Persona who, string path, object body) => new(who, HttpMethod.Put, path) { Body = body };
}

/// <summary>A message of another world, sent as it is.</summary>
internal sealed record MessageBody(byte[] Bytes, string MediaType);

internal sealed record Reply(int Status, byte[] Bytes, string? ETag = null)
{
    private JsonNode? _json;

    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Bytes));

    public bool Succeeded => Status is >= 200 and < 300;

    /// <summary>An empty object when the answer is something else than JSON.</summary>
    public JsonNode Json => _json ??= (Bytes is [(byte)'{' or (byte)'[', ..] ? JsonNode.Parse(Bytes) : null) ?? new JsonObject();

    public Guid Id => Guid.Parse(Text("id"));

    /// <summary>The code of a refusal: the last part of its type.</summary>
    public string? Code => Succeeded ? null : Json["type"]?.GetValue<string>() is { } type && type.StartsWith("urn:", StringComparison.Ordinal) ? type[(type.LastIndexOf(':') + 1)..] : null;

    public string Detail => Json["detail"]?.GetValue<string>() ?? Json["title"]?.GetValue<string>() ?? "";

    public JsonArray Items => Json["items"]?.AsArray() ?? [];

    public string Text(string name) => Json[name]?.ToString() ?? throw new StoryException($"The answer has no {name}.");
}
