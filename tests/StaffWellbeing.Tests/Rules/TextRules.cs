using Buurtzorg.StaffWellbeing.Data;
using Buurtzorg.StaffWellbeing.Domain;
using Buurtzorg.StaffWellbeing.Features;

namespace Buurtzorg.StaffWellbeing.Tests.Rules;

public sealed class TextRules
{
    [Theory]
    [InlineData("Ring me at 06 12345678", true)]
    [InlineData("Ring me at +31 85 012 3456", true)]
    [InlineData("085-0123456", true)]
    [InlineData("(085) 012 34 56", true)]
    [InlineData("BSN 999990019", true)]
    [InlineData("999.990.019", true)]
    [InlineData("Eight digits: 12345678", true)]
    [InlineData("811218-9876", true)]
    [InlineData("somebody@example.org", true)]
    [InlineData("On 05-10-2026 09:30 and 06-10-2026 we came too late", false)]
    [InlineData("On 2026-10-05, 12 of 30 visits, 2.5 mg, at 08.30 and 17.45", false)]
    [InlineData("Room 1234567", false)]
    [InlineData("We learned to ask twice.", false)]
    [InlineData("", false)]
    public void What_looks_like_a_number_or_address_of_a_person_is_refused(string text, bool refused) =>
        Assert.Equal(refused ? "names-a-person" : null, PersonalData.Refuses("Fine.", text)?.Code);

    [Theory]
    [InlineData(null, null)]
    [InlineData("  ", null)]
    [InlineData("'); DROP", "'DROP':*")]
    [InlineData("val & kou!", "'val':* & 'kou':*")]
    [InlineData("sår", "'sår':*")]
    public void Words_are_sought_by_their_beginnings(string? sought, string? query) => Assert.Equal(query, Search.Beginnings(sought));

    [Fact]
    public void Topics_are_a_word_or_two_each()
    {
        Assert.True(OfferExpertiseEndpoint.Decide(new([" Parkinson ", "Parkinson", "wound care"])).Accepted(out var topics, out _));
        Assert.Equal("Parkinson\nwound care", topics);
        foreach (var (topic, code) in new[] { ("", "topic-unreadable"), (new string('x', 81), "topic-unreadable"), ("two\nlines", "topic-unreadable"), ("ask somebody@example.org", "names-a-person") })
        {
            Assert.False(OfferExpertiseEndpoint.Decide(new([topic])).Accepted(out _, out var refusal));
            Assert.Equal(code, refusal.Code);
        }
    }

    [Fact]
    public void Questions_have_a_text_in_a_language_of_the_page_and_a_month_that_has_not_begun()
    {
        var month = new DateOnly(2026, 11, 1);
        Assert.Null(Code([new() { ["nl"] = "Goed?", ["sv"] = "Bra?" }], month, begun: false));
        Assert.Equal("month-has-begun", Code([new() { ["nl"] = "Goed?" }], month, begun: true));
        Assert.Equal("month-has-begun", Code([new() { ["nl"] = "Goed?" }], month.AddMonths(-1), begun: false));
        Assert.Equal("question-unreadable", Code([[]], month, begun: false));
        Assert.Equal("question-unreadable", Code([new() { ["nl"] = "" }], month, begun: false));
        Assert.Equal("question-unreadable", Code([new() { ["fr"] = "Bien?" }], month, begun: false));

        string? Code(List<Dictionary<string, string>> questions, DateOnly asked, bool begun) => PutPulseQuestionsEndpoint.Decide(new(questions), asked, month, begun)?.Code;
    }

    [Theory]
    [InlineData(null, 1, 2, 3)]
    [InlineData(null, 5)]
    [InlineData("answers-do-not-fit")]
    [InlineData("answers-do-not-fit", 0)]
    [InlineData("answers-do-not-fit", 6)]
    [InlineData("answers-do-not-fit", 1, 2, 3, 4)]
    public void An_answer_has_one_to_three_values_of_one_to_five(string? code, params int[] values) => Assert.Equal(code, AnswerPulseEndpoint.Decide(values)?.Code);

    [Theory]
    [InlineData(4, null, null, 0, 0, 0, 4, 0)]
    [InlineData(5, 5, 4.0, 0, 0, 0, 5, 0)]
    [InlineData(5, 5, 4.5, 0, 0, 0, 0, 5)]
    [InlineData(5, 5, 1.5, 5, 0, 0, 0, 0)]
    [InlineData(7, 5, 3.0, 1, 1, 3, 1, 1)]
    [InlineData(8, 10, 2.5, 2, 2, 2, 2, 0)]
    public void A_figure_is_of_five_answers_or_more_and_coarse(int answers, int? shown, double? average, params int[] counts)
    {
        var round = new PulseRound { TeamId = Guid.CreateVersion7(), Month = new(2026, 10, 1), Questions = [new() { ["nl"] = "?" }], Box = [] };
        var box = PulseBox.New();
        for (var value = 1; value <= 5; value++)
            for (var i = 0; i < counts[value - 1]; i++)
                box.Count([value]);

        var figure = PulseFigure.Of(round, box);

        Assert.Equal(answers, counts.Sum());
        Assert.Equal((shown, (decimal?)average), (figure?.Answers, figure?.Questions.Single().Average));
    }
}
