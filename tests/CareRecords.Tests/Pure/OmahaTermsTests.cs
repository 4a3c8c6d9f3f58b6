using Buurtzorg.CareRecords.Domain.Omaha;
using Xunit;

namespace Buurtzorg.CareRecords.Tests.Pure;

public sealed class OmahaTermsTests
{
    [Theory]
    [InlineData("environmental", 4)]
    [InlineData("psychosocial", 12)]
    [InlineData("physiological", 18)]
    [InlineData("health-related-behaviors", 8)]
    public void Each_domain_has_its_problems(string domain, int problems) =>
        Assert.Equal(problems, OmahaTerms.Problems.Count(problem => problem.Domain == domain));

    [Fact]
    public void There_are_42_problems_in_4_domains()
    {
        Assert.Equal(42, OmahaTerms.Problems.Count);
        Assert.Equal(4, OmahaTerms.Domains.Count);
    }

    [Fact]
    public void There_are_4_categories_and_75_targets_and_other()
    {
        Assert.Equal(4, OmahaTerms.Categories.Count);
        Assert.Equal(75, OmahaTerms.Targets.Count(target => target.Slug != "other"));
        Assert.Equal(76, OmahaTerms.Targets.Count);
    }

    [Fact]
    public void Each_of_the_three_ratings_has_five_texts()
    {
        Assert.Equal(["knowledge", "behavior", "status"], OmahaTerms.RatingScales.Select(scale => scale.Slug));
        Assert.All(OmahaTerms.RatingScales, scale => Assert.Equal(5, scale.Texts.Count));
        Assert.Equal("Superior knowledge", OmahaTerms.RatingScales[0].Texts[4]);
    }

    [Fact]
    public void Every_problem_has_signs_and_other_among_them() =>
        Assert.All(OmahaTerms.Problems, problem => Assert.Equal("other", problem.Signs[^1].Slug));

    [Fact]
    public void No_slug_stands_for_two_terms()
    {
        Assert.Distinct(OmahaTerms.Problems.Select(problem => problem.Slug));
        Assert.Distinct(OmahaTerms.Targets.Select(target => target.Slug));
        Assert.All(OmahaTerms.Problems, problem => Assert.Distinct(problem.Signs.Select(sign => sign.Slug)));
    }

    [Theory]
    [InlineData("Neuro-musculo-skeletal function", "neuro-musculo-skeletal-function")]
    [InlineData("Neighborhood/workplace safety", "neighborhood-workplace-safety")]
    [InlineData("Uses \"street\"-recreational drugs", "uses-street-recreational-drugs")]
    [InlineData("Syncopal episodes (fainting)/dizziness", "syncopal-episodes-fainting-dizziness")]
    [InlineData("Teaching, Guidance, and Counseling", "teaching-guidance-and-counseling")]
    public void A_slug_is_the_words_of_the_name(string name, string slug) => Assert.Equal(slug, OmahaFile.Slug(name));

    [Fact]
    public void A_sign_with_a_semicolon_in_it_is_one_sign() =>
        Assert.Contains(OmahaTerms.Problems.Single(problem => problem.Slug == "nutrition").Signs,
            sign => sign.Name == "Overweight: adult BMI 25.0 or more; child BMI 95th percentile or more");
}
