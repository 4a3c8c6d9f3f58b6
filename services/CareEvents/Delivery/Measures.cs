using System.Diagnostics.Metrics;

namespace Buurtzorg.CareEvents.Delivery;

/// <summary>What an operator watches. Subscriptions are named by their id; nothing is about a client.</summary>
internal static class Measures
{
    private static readonly Meter Meter = new("Buurtzorg.CareEvents");
    private static readonly Counter<long> Deliveries = Meter.CreateCounter<long>("buurtzorg.care_events.deliveries", "{event}", "Attempts to deliver an event, by way and outcome.");
    private static IReadOnlyList<(Guid Id, double Seconds)> _lags = [];
    private static IReadOnlyList<(string State, long Count)> _states = [];

    static Measures()
    {
        Meter.CreateObservableGauge("buurtzorg.subscriptions.lag", () => _lags.Select(lag => new Measurement<double>(lag.Seconds, new KeyValuePair<string, object?>("subscription", lag.Id))), "s", "Age of the oldest event that an active subscription has not come past.");
        Meter.CreateObservableGauge("buurtzorg.subscriptions.count", () => _states.Select(state => new Measurement<long>(state.Count, new KeyValuePair<string, object?>("state", state.State))), "{subscription}", "Subscriptions by state.");
    }

    public static void Delivered(string way, string outcome) => Deliveries.Add(1, new("way", way), new("outcome", outcome));

    public static void Seen(IReadOnlyList<(Guid, double)> lags, IReadOnlyList<(string, long)> states) => (_lags, _states) = (lags, states);
}
