namespace Buurtzorg.Local.Demo.Seed;

/// <summary>A short assessment and plan, for every tenth client.</summary>
internal static class SeededRecord
{
    private static readonly (string Problem, string Sign, string Goal)[] Themes =
    [
        ("medication-regimen", "inadequate-system-for-taking-medications", "Takes the right medicine at the right time with the weekly box."),
        ("skin", "lesion-pressure-ulcer", "The heel is healed in four weeks."),
        ("pain", "expresses-discomfort-pain", "Sleeps through the night."),
        ("nutrition", "unexplained-progressive-weight-loss", "Weighs two kilos more at Christmas."),
        ("circulation", "edema", "Puts the stockings on without help."),
    ];

    public static object Assessment(SeededClient client, Months month) => new
    {
        assessedOn = month.First,
        phase = "admission",
        problems = new[]
        {
            new
            {
                problem = Theme(client).Problem,
                scope = "individual",
                status = "actual",
                signs = new[] { Theme(client).Sign },
                riskFactors = Array.Empty<string>(),
                ratings = new { knowledge = 2 + client.Number % 3, behavior = 3, status = 2 },
            },
        },
    };

    public static object Plan(SeededClient client, Months month) => new
    {
        clientsWords = "I would like to stay in my own house.",
        agreedOn = month.First,
        goals = new[] { new { problem = Theme(client).Problem, goal = Theme(client).Goal } },
        interventions = new[]
        {
            new { problem = Theme(client).Problem, category = "teaching-guidance-and-counseling", target = "signs-symptoms-physical", text = "What helps, and when to call us." },
        },
    };

    private static (string Problem, string Sign, string Goal) Theme(SeededClient client) => Themes[client.Number / 10 % Themes.Length];
}
