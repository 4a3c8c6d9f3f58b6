using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Buurtzorg.Local.Demo.Story;

/// <summary>Reads a claim as billing shows it, and checks that it is the one the story should end with.</summary>
internal sealed record ClaimSheet(Reply Reply)
{
    public IReadOnlyList<Line> Lines => [.. Reply.Json["lines"]!.AsArray().Select(line => new Line(line!))];

    public long Total => Reply.Json["totalMinor"]!.GetValue<long>();

    public void Show(Stage stage)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("product", "period", "minutes", "euro", "state");
        foreach (var line in Lines.OrderBy(line => line.Code, StringComparer.Ordinal))
            table.AddRow(line.Code is AssignmentArrives.Specialised ? $"{line.Code} guidance, specialised" : $"{line.Code} guidance", $"{line.From:d MMM}-{line.Until:d MMM}", $"{line.Minutes}", Euro(line.Amount), line.State);
        stage.Tell.Table(table);
        foreach (var line in Lines.Where(line => line.Says.Length > 0))
            stage.Tell.Behind($"the municipality on {line.Code}: {line.Says}");
    }

    public void HoldsMinutes(int guidance, int specialised)
    {
        Stage.Hold(Lines.Count == 2, $"The claim has {Lines.Count} lines instead of one per product.");
        Stage.Hold(Of(AssignmentArrives.Guidance).Minutes == guidance, $"The guidance line counts {Of(AssignmentArrives.Guidance).Minutes} minutes instead of {guidance}.");
        Stage.Hold(Of(AssignmentArrives.Specialised).Minutes == specialised, $"The specialised line counts {Of(AssignmentArrives.Specialised).Minutes} minutes instead of {specialised}.");
        Stage.Hold(Lines.All(line => line.Amount > 0) && Lines.Sum(line => line.Amount) == Total, "The lines do not add up to the claim.");
    }

    public void IsAnswered(string pastTheEnd)
    {
        Stage.Hold(Reply.Text("state") == "answered", $"The claim is {Reply.Text("state")} and not answered.");
        Stage.Hold(Of(AssignmentArrives.Guidance).State == "granted", $"The guidance line is {Of(AssignmentArrives.Guidance).State} and not granted.");
        var rejected = Of(AssignmentArrives.Specialised);
        Stage.Hold(rejected.State == "rejected" && rejected.Codes.Contains(pastTheEnd), $"The specialised line is {rejected.State} with {string.Join(", ", rejected.Codes)} and not rejected with {pastTheEnd}.");
    }

    public Line Of(string code) => Lines.Single(line => line.Code == code);

    public static string Euro(long cents) => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    internal sealed record Line(JsonNode Json)
    {
        public string Code => Json["code"]!.GetValue<string>();
        public DateOnly From => DateOnly.Parse(Json["from"]!.GetValue<string>(), CultureInfo.InvariantCulture);
        public DateOnly Until => DateOnly.Parse(Json["until"]!.GetValue<string>(), CultureInfo.InvariantCulture);
        public int Minutes => Json["volume"]!.GetValue<int>();
        public long Amount => Json["amountMinor"]!.GetValue<long>();
        public string State => Json["state"]!.GetValue<string>();
        public string[] Codes => [.. Answers.Select(answer => answer["code"]!.GetValue<string>())];
        public string Says => string.Join("; ", Answers.Select(answer => $"{answer["code"]}: {answer["reason"]} {answer["remedy"]}"));

        private IEnumerable<JsonNode> Answers => (Json["codes"]?.AsArray() ?? []).Select(answer => answer!);
    }
}
