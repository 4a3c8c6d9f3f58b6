using Buurtzorg.Testing;

namespace Buurtzorg.Billing.Tests;

/// <summary>As <see cref="BillingFixture"/>, and the payers from 9911 on are served by a second adapter.</summary>
public class TwoAdaptersFixture : BillingFixture
{
    private readonly string agreements = Path.GetTempFileName();

    public TwoAdaptersFixture()
    {
        var demo = File.ReadAllText(DemoFile.Path);
        var second = demo.IndexOf("  - payer: nl-wmo:9911", StringComparison.Ordinal);
        File.WriteAllText(agreements, demo[..second] + demo[second..].Replace("adapter: nl-wmo", "adapter: second"));
        Configure("Agreements:File", agreements);
        foreach (var (key, value) in new[] { ("Secret", "secret of the adapter"), ("Timeout", "00:01:00"), ("Retries", "0"), ("BreakAfter", "1000"), ("PollEvery", "00:00:00.2") }) Configure($"Adapters:second:{key}", value);
        Stub("second", "Adapters:second:Url").Handle = Second.HandleAsync;
    }

    public FakeAdapter Second { get; } = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        File.Delete(agreements);
        GC.SuppressFinalize(this);
    }

    public async Task AlertEndsAsync(string code) => await Eventually.TrueAsync(async () => (await AlertsAsync(code)).Count == 0, $"no alert {code}");
}
