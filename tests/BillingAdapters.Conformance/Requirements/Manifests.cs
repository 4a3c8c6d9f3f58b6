using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Buurtzorg.BillingAdapters.Conformance.Making;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Conformance.Requirements;

/// <summary>What the manifest says is so.</summary>
internal static class Manifests
{
    public static readonly IReadOnlyList<Requirement> All =
    [
        new("MANIFEST-01", "The manifest is as its schema says.", "schemas/Manifest", TheManifestFitsItsSchema),
        new("MANIFEST-02", "The manifest does not change while the process runs.", "/v1/manifest", TheManifestStaysTheSame),
        new("MANIFEST-03", "Its patterns are regular expressions, and numbers that match them are accepted up to their full length.", "schemas/NumberForm, IdentifierScheme", PatternsAccept),
        new("MANIFEST-04", "A number that is not of the form that the manifest says is refused.", "schemas/Numbering", PatternsRefuse),
        new("MANIFEST-05", "A scheme, currency or unit that the manifest does not name is refused.", "schemas/Manifest: payerSchemes, senderSchemes, currencies, units", trial => Breaches.RefusedAsync(trial, "MANIFEST-05")),
        new("MANIFEST-06", "A client is named by exactly the identifiers and facts that the manifest names.", "schemas/Manifest: clientSchemes; schemas/Facts", trial => Breaches.RefusedAsync(trial, "MANIFEST-06")),
        new("MANIFEST-07", "Every operation of the version and the capabilities is there.", "info: Versions; schemas/Capabilities", OperationsAreThere),
        new("MANIFEST-08", "The manifest says nothing that is newer than its contract version.", "info: Versions; CHANGELOG.md", NothingNewer),
    ];

    /// <summary>Also decides whether the kit begins at all.</summary>
    public static List<string> Mistakes(JsonNode? manifest)
    {
        var mistakes = ContractSchemas.Instance.Check(nameof(Manifest), manifest);
        if (mistakes.Count == 0 && !Regex.IsMatch(manifest!["contractVersion"]!.GetValue<string>(), @"^1\.\d+\.\d+$")) mistakes.Add("/contractVersion is no version of the first major, such as 1.1.0");
        return mistakes;
    }

    private static Task TheManifestFitsItsSchema(Trial trial)
    {
        foreach (var mistake in Mistakes(trial.Subject.Shown.Json)) trial.Fail(mistake, trial.Subject.Shown);
        return Task.CompletedTask;
    }

    private static async Task TheManifestStaysTheSame(Trial trial)
    {
        for (var i = 0; i < 10; i++)
            if (await trial.Adapter.GetAsync(AdapterRoutes.Manifest) is var again && !trial.Expect(again.GaveTheSameAs(trial.Subject.Shown), "The manifest differs from the first one", again)) return;
    }

    private static async Task PatternsAccept(Trial trial)
    {
        var (m, random) = (trial.Manifest, new Random(trial.Subject.Options.Seed));
        foreach (var pattern in m.PayerSchemes.Concat(m.SenderSchemes).Concat(m.ClientSchemes).Select(s => s.Pattern).Concat(Forms(m).Select(f => f.Pattern)).Distinct())
            trial.Expect(IsEcma(pattern), $"{pattern} is no regular expression of ECMA 262");
        if (trial.Failures.Count > 0) return;
        var claim = await trial.ClaimAsync();
        for (var i = 0; i < 5; i++)
        {
            var numbered = claim with { Number = Longest(m.Numbering.ClaimNumber, random), Lines = [claim.Lines[0] with { Reference = Longest(m.Numbering.LineReference, random) }, .. claim.Lines.Skip(1)] };
            if (numbered.Lines.Skip(1).Any(l => l.Reference == numbered.Lines[0].Reference)) continue;
            var exchange = await trial.RenderAsync(numbered);
            trial.Expect(exchange.Status == 200, "A claim whose number and reference are of the form of the manifest was not rendered", exchange);
        }
    }

    private static async Task PatternsRefuse(Trial trial)
    {
        await Breaches.RefusedAsync(trial, "MANIFEST-04");
        foreach (var sample in trial.Subject.Samples.Where(s => trial.Subject.Has(s.Operation) && !s.ExpectsAProblem && s.Parent is null))
            foreach (var (member, form) in new[] { ("returnReference", trial.Manifest.Numbering.ReturnReference), ("reference", trial.Manifest.Numbering.MessageReference ?? trial.Manifest.Numbering.ReturnReference) })
                if (sample.Request?[member] is not null)
                    trial.ExpectRefusal(await trial.Adapter.PostAsync(sample.Operation.Route, JsonPlaces.With(await trial.Subject.RequestAsync(sample), $"/{member}", new string('1', form.MaxLength + 1))),
                        $"{sample.Name} with a {member} that is too long");
    }

    private static async Task OperationsAreThere(Trial trial)
    {
        foreach (var operation in trial.Subject.Operations)
        {
            var exchange = await trial.Adapter.PostAsync(operation.Route, new JsonObject());
            trial.Expect(exchange.Status is not (0 or 404 or 405 or 501), "The operation should be there", exchange);
        }
        if (trial.Subject.Has(Operation.Send))
            trial.Expect(await trial.Adapter.GetAsync(AdapterRoutes.Messages) is { Status: 200 }, $"GET {AdapterRoutes.Messages} should be there");
    }

    private static Task NothingNewer(Trial trial)
    {
        var manifest = trial.Subject.Shown.Json!;
        if (trial.Subject.Minor > new Version(ContractSchemas.Instance.Version).Minor) throw new Skipped($"The adapter is of contract version {trial.Manifest.ContractVersion}, which is newer than this kit.");
        if (trial.Subject.Minor < 1)
            foreach (var (member, value) in new[] { ("facts", manifest["facts"]), ("capabilities/requests", manifest["capabilities"]?["requests"]), ("capabilities/adjustments", manifest["capabilities"]?["adjustments"]), ("numbering/messageReference", manifest["numbering"]?["messageReference"]) })
                trial.Expect(value is null, $"{member} came with 1.1, and the manifest says {trial.Manifest.ContractVersion}", null);
        trial.Expect(trial.Subject.Minor >= 1 || !trial.Manifest.Capabilities.Transport, "transport came with 1.1");
        return Task.CompletedTask;
    }

    private static IEnumerable<NumberForm> Forms(Manifest m) =>
        new[] { m.Numbering.ClaimNumber, m.Numbering.LineReference, m.Numbering.ReturnReference, m.Numbering.MessageReference }.OfType<NumberForm>();

    private static bool IsEcma(string pattern)
    {
        try { return new Regex(pattern, RegexOptions.ECMAScript) is not null; }
        catch (ArgumentException) { return false; }
    }

    private static string Longest(NumberForm form, Random random)
    {
        try { return Enumerable.Range(0, 100).Select(_ => ClaimMaker.Number(form, random)).MaxBy(n => n.Length)!; }
        catch (NotSupportedException e) { throw new Skipped(e.Message); }
    }
}
