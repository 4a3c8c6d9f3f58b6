using Buurtzorg.BillingAdapters.Conformance.Making;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Conformance.Requirements;

/// <summary>Claims that were right until one thing in them was broken.</summary>
internal static class Breaches
{
    /// <summary>Each breach that a requirement names is refused.</summary>
    public static async Task RefusedAsync(Trial trial, string requirement)
    {
        var found = 0;
        foreach (var breach in Breach.All.Where(b => b.Requirement == requirement))
        {
            if (await BrokenAsync(trial, breach) is not { } broken) continue;
            found++;
            trial.ExpectRefusal(await trial.RenderAsync(broken.Claim), $"A claim with {breach}");
        }
        if (found == 0) throw new Skipped("Nothing of this can be broken with this manifest.");
    }

    /// <summary>A claim with one breach, and the line that has it; null where this manifest cannot be broken so.</summary>
    public static async Task<(ClaimToRender Claim, string? LineId)?> BrokenAsync(Trial trial, Breach breach)
    {
        await trial.ClaimAsync();
        for (var i = 0; i < 30; i++)
        {
            var claim = trial.Subject.Claims.Make(i);
            for (var line = claim.Lines.Count - 1; line >= 0; line--)
                if (breach.Apply(trial.Manifest, claim, line) is { } broken) return (broken, breach.OfLine ? claim.Lines[line].LineId : null);
        }
        return null;
    }
}
