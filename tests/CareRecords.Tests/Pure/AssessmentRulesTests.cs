using Buurtzorg.CareRecords.Domain.Omaha;
using Buurtzorg.CareRecords.Features;
using Xunit;

namespace Buurtzorg.CareRecords.Tests.Pure;

public sealed class AssessmentRulesTests
{
    private static readonly AssessedProblem Pain = new("pain", ProblemScope.Individual, ProblemStatus.Actual, new(2, 3, 2), ["facial-grimaces"]);
    private static readonly DateOnly Today = new(2026, 10, 12);

    public static TheoryData<string, AssessedProblem, string[]> Table => new()
    {
        { "an actual problem with a sign", Pain, [] },
        { "a potential problem with a risk factor", Pain with { Status = ProblemStatus.Potential, Signs = [], RiskFactors = ["sits a lot"] }, [] },
        { "a potential problem without one", Pain with { Status = ProblemStatus.Potential, Signs = null }, [] },
        { "health promotion with neither", Pain with { Status = ProblemStatus.HealthPromotion, Signs = null }, [] },
        { "an unknown problem", Pain with { Problem = "back-pain" }, ["problems[0].problem"] },
        { "an actual problem without signs", Pain with { Signs = null }, ["problems[0].signs"] },
        { "an actual problem with risk factors", Pain with { RiskFactors = ["sits a lot"] }, ["problems[0].riskFactors"] },
        { "a sign of another problem", Pain with { Signs = ["facial-grimaces", "rash"] }, ["problems[0].signs[1]"] },
        { "a sign twice", Pain with { Signs = ["facial-grimaces", "facial-grimaces"] }, ["problems[0].signs[1]"] },
        { "a potential problem with signs", Pain with { Status = ProblemStatus.Potential }, ["problems[0].signs"] },
        { "health promotion with both", Pain with { Status = ProblemStatus.HealthPromotion, RiskFactors = ["sits a lot"] }, ["problems[0].signs", "problems[0].riskFactors"] },
        { "an empty risk factor", Pain with { Status = ProblemStatus.Potential, Signs = null, RiskFactors = [" "] }, ["problems[0].riskFactors[0]"] },
        { "a rating below one", Pain with { Ratings = new(0, 3, 2) }, ["problems[0].ratings.knowledge"] },
        { "ratings above five", Pain with { Ratings = new(5, 6, 7) }, ["problems[0].ratings.behavior", "problems[0].ratings.status"] },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Every_fault_is_named_where_it_stands(string what, AssessedProblem problem, string[] faults)
    {
        Assert.NotEmpty(what);
        Assert.Equal(faults, AssessmentRules.Check([problem]).Select(fault => fault.Path));
    }

    [Fact]
    public void A_problem_has_one_scope_and_one_status_so_it_stands_there_once() =>
        Assert.Equal(["problems[1].problem"], AssessmentRules.Check([Pain, Pain with { Scope = ProblemScope.Family }]).Select(fault => fault.Path));

    [Fact]
    public void Faults_of_several_problems_and_of_the_date_come_together()
    {
        var command = new RecordAssessment(Today.AddDays(1), AssessmentPhase.Admission, [Pain with { Signs = [] }, Pain with { Problem = "nothing" }]);

        Assert.Equal(["problems[0].signs", "problems[1].problem", "assessedOn"], RecordAssessmentEndpoint.Check(command, Today, Today).Select(fault => fault.Path));
    }

    [Fact]
    public void An_assessment_does_not_lie_before_the_admission() =>
        Assert.Equal(["assessedOn"], RecordAssessmentEndpoint.Check(new(Today.AddDays(-1), AssessmentPhase.Admission, [Pain]), Today, Today).Select(fault => fault.Path));

    [Theory]
    [InlineData("", AssessmentPhase.Admission, null)]
    [InlineData("", AssessmentPhase.Interim, "no-admission-yet")]
    [InlineData("", AssessmentPhase.Discharge, "no-admission-yet")]
    [InlineData("admission", AssessmentPhase.Admission, "already-assessed-at-admission")]
    [InlineData("admission", AssessmentPhase.Interim, null)]
    [InlineData("admission", AssessmentPhase.Discharge, null)]
    [InlineData("admission discharge", AssessmentPhase.Interim, "already-discharged")]
    [InlineData("admission discharge", AssessmentPhase.Discharge, "already-discharged")]
    public void Admission_comes_first_and_discharge_last(string before, AssessmentPhase phase, string? refusal)
    {
        var earlier = before.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select((name, i) => new RecordAssessmentEndpoint.Earlier(Enum.Parse<AssessmentPhase>(name, ignoreCase: true), Today.AddDays(i)));

        Assert.Equal(refusal, RecordAssessmentEndpoint.DecidePhase(new(Today.AddDays(5), phase, [Pain]), [.. earlier])?.Code);
    }

    [Fact]
    public void What_was_found_before_the_discharge_can_be_recorded_after_it() =>
        Assert.Null(RecordAssessmentEndpoint.DecidePhase(new(Today.AddDays(2), AssessmentPhase.Interim, [Pain]),
            [new(AssessmentPhase.Admission, Today), new(AssessmentPhase.Discharge, Today.AddDays(5))]));
}
