namespace Buurtzorg.CareRecords.Domain.Omaha;

internal static class AssessmentRules
{
    public static List<Fault> Check(IReadOnlyList<AssessedProblem> problems)
    {
        var faults = new List<Fault>();
        for (var i = 0; i < problems.Count; i++)
        {
            var (problem, at) = (problems[i], $"problems[{i}]");
            if (!OmahaTerms.IsProblem(problem.Problem))
                faults.Add(new($"{at}.problem", $"'{problem.Problem}' is none of the 42 problems; their slugs stand at omaha-problems."));
            else if (problems.Take(i).Any(earlier => earlier.Problem == problem.Problem))
                faults.Add(new($"{at}.problem", $"'{problem.Problem}' stands here twice; a problem has exactly one scope and one status."));
            CheckSigns(problem, at, faults);
            CheckRiskFactors(problem, at, faults);
            CheckRating(problem.Ratings.Knowledge, $"{at}.ratings.knowledge", faults);
            CheckRating(problem.Ratings.Behavior, $"{at}.ratings.behavior", faults);
            CheckRating(problem.Ratings.Status, $"{at}.ratings.status", faults);
        }
        return faults;
    }

    private static void CheckSigns(AssessedProblem problem, string at, List<Fault> faults)
    {
        var signs = problem.Signs ?? [];
        if (problem.Status is not ProblemStatus.Actual)
        {
            if (signs.Count > 0) faults.Add(new($"{at}.signs", "Signs and symptoms are recorded only for an actual problem."));
            return;
        }
        if (signs.Count == 0) faults.Add(new($"{at}.signs", "An actual problem shows in at least one sign or symptom."));
        if (!OmahaTerms.IsProblem(problem.Problem)) return;
        for (var i = 0; i < signs.Count; i++)
        {
            if (!OmahaTerms.IsSign(problem.Problem, signs[i]))
                faults.Add(new($"{at}.signs[{i}]", $"'{signs[i]}' is no sign or symptom of '{problem.Problem}'."));
            else if (signs.Take(i).Contains(signs[i]))
                faults.Add(new($"{at}.signs[{i}]", $"'{signs[i]}' stands here twice."));
        }
    }

    private static void CheckRiskFactors(AssessedProblem problem, string at, List<Fault> faults)
    {
        var factors = problem.RiskFactors ?? [];
        if (factors.Count > 0 && problem.Status is not ProblemStatus.Potential)
            faults.Add(new($"{at}.riskFactors", "Risk factors are recorded only for a potential problem."));
        for (var i = 0; i < factors.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(factors[i]) || factors[i].Length > 200)
                faults.Add(new($"{at}.riskFactors[{i}]", "A risk factor is a few words, 1 to 200 characters."));
        }
    }

    private static void CheckRating(int rating, string at, List<Fault> faults)
    {
        if (rating is < 1 or > 5) faults.Add(new(at, "A rating is 1 to 5; higher is better."));
    }
}
