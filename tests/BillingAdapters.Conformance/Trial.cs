using System.Text.Json.Nodes;
using Buurtzorg.BillingAdapters.Conformance.Making;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Conformance;

/// <summary>One requirement being checked against one adapter.</summary>
internal sealed class Trial(Subject subject)
{
    private readonly List<Failure> _failures = [];

    public Subject Subject => subject;
    public Adapter Adapter => subject.Adapter;
    public Manifest Manifest => subject.Manifest;
    public IReadOnlyList<Failure> Failures => _failures;

    public void Fail(string says, Exchange? exchange = null) => _failures.Add(new(says, exchange));

    public bool Expect(bool holds, string says, Exchange? exchange = null)
    {
        if (!holds) Fail(exchange is null ? says : $"{says} [{exchange}]", exchange);
        return holds;
    }

    /// <summary>Refused by a rule, as the contract says a refusal is.</summary>
    public void ExpectRefusal(Exchange exchange, string of) =>
        Expect(exchange.Status == 422, $"{of} should be refused with 422", exchange);

    /// <summary>Samples of an operation, or the requirement is skipped.</summary>
    public IReadOnlyList<Sample> Samples(params Operation[] operations)
    {
        var samples = subject.Samples.Where(s => operations.Contains(s.Operation) && subject.Has(s.Operation)).ToList();
        return samples.Count > 0 ? samples : throw new Skipped(subject.Options.Samples is null
            ? "No samples: give --samples." : operations.Length > 2 ? "No samples." : $"No sample of {string.Join(" or ", operations.Select(o => o.Route))}.");
    }

    /// <summary>Samples that are read at 200, with their responses.</summary>
    public async Task<List<(Sample Sample, Exchange Exchange, JsonObject Json)>> ReadAsync(params Operation[] operations)
    {
        List<(Sample, Exchange, JsonObject)> read = [];
        foreach (var sample in Samples(operations))
            if (await subject.AskAsync(sample) is { Status: 200 } exchange && exchange.Json is JsonObject json) read.Add((sample, exchange, json));
        return read.Count > 0 ? read : throw new Skipped($"No sample of {operations[0].Route} is answered with 200 (ROUND-01).");
    }

    /// <summary>A claim that this adapter renders, or the requirement is skipped.</summary>
    public async Task<ClaimToRender> ClaimAsync(Func<ClaimToRender, bool>? suitable = null)
    {
        for (var i = 0; i < 50; i++)
            if (subject.Claims.Make(i) is var claim && (suitable is null || suitable(claim)) && (await RenderAsync(claim)).Status == 200) return claim;
        throw new Skipped("No random claim was rendered (HONEST-01).");
    }

    public Task<Exchange> RenderAsync(ClaimToRender claim) => Adapter.PostAsync(AdapterRoutes.RenderClaim, ClaimMaker.ToJson(claim));
}
