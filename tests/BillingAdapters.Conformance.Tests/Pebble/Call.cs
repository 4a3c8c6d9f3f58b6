using System.Text;
using System.Text.Json.Nodes;
using Buurtzorg.BillingAdapters.Conformance.Making;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Conformance.Tests.Pebble;

/// <summary>What an adapter is asked.</summary>
internal sealed record Call(string Method, string Path, IReadOnlyDictionary<string, string> Query, string? Authorization, string? Key, string? MediaType, byte[] Body)
{
    public bool Is(Operation operation) => Method == "POST" && Path == operation.Route;

    public JsonNode Json => JsonNode.Parse(Body)!;

    public Call With(JsonNode body) => this with { Body = Encoding.UTF8.GetBytes(body.ToJsonString()) };
}

/// <summary>What it answers.</summary>
internal sealed record Reply(int Status, byte[] Body, string MediaType = "application/json")
{
    public static Reply Of<T>(T value) => new(200, Encoding.UTF8.GetBytes(ClaimMaker.ToJson(value).ToJsonString()));

    public static Reply Problem(int status, string detail, IReadOnlyList<Fault>? faults = null) =>
        Of(new Problem($"urn:pebble:{status}", "No", status, detail, null, faults)) with { Status = status, MediaType = "application/problem+json" };

    public static Reply Refusal(IReadOnlyList<Fault> faults) => Problem(422, "Refused for what it says.", faults);

    public JsonNode Json => JsonNode.Parse(Body)!;

    public Reply Change(Action<JsonNode> change)
    {
        var json = Json;
        change(json);
        return this with { Body = Encoding.UTF8.GetBytes(json.ToJsonString()) };
    }
}

/// <summary>Answers calls; a broken adapter is the honest one with something around it.</summary>
internal delegate Task<Reply> Handler(Call call);
