using System.Diagnostics.Metrics;

namespace Buurtzorg.CareEvents.Delivery;

/// <param name="State">Of subscriptions; <c>waiting</c> are the active ones whose receiver failed and is tried again later.</param>
/// <param name="LagSeconds">Age of the oldest event that the slowest of them has not come past.</param>
internal readonly record struct Standing(string State, long Count, double LagSeconds);

/// <summary>What an operator watches. Nothing tells who subscribed, where to or about whom.</summary>
internal static class Measures
{
    public const string Waiting = "waiting";
    private const string Way = "care_events.way", State = "care_events.subscription.state";

    private static readonly Meter Meter = new("Buurtzorg.CareEvents");
    private static readonly Histogram<double> Deliveries = Meter.CreateHistogram<double>("buurtzorg.care_events.delivery.duration", "s", "How long one attempt to deliver an event took, by way; with error.type when it failed.",
        advice: new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15] });
    private static IReadOnlyList<Standing> _standings = [];

    static Measures()
    {
        Meter.CreateObservableGauge("buurtzorg.subscriptions.lag", () => _standings.Where(one => one.State is "active" or Waiting).Select(one => Told(one.LagSeconds, one.State)), "s", "Age of the oldest event that the slowest subscription has not come past.");
        Meter.CreateObservableGauge("buurtzorg.subscriptions", () => _standings.Select(one => Told(one.Count, one.State)), "{subscription}", "Subscriptions by state.");
    }

    public static void Delivered(string way, Answer answer, string outcome, TimeSpan took)
    {
        if (answer is Answer.Delivered)
            Deliveries.Record(took.TotalSeconds, new KeyValuePair<string, object?>(Way, way));
        else
            Deliveries.Record(took.TotalSeconds, new(Way, way), new("error.type", outcome));
    }

    public static void Seen(IReadOnlyList<Standing> standings) => _standings = standings;

    private static Measurement<T> Told<T>(T value, string state) where T : struct => new(value, new KeyValuePair<string, object?>(State, state));
}
