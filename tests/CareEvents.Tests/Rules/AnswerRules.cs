using System.Net;
using Buurtzorg.CareEvents.Delivery;
using Buurtzorg.CareEvents.Domain;

namespace Buurtzorg.CareEvents.Tests.Rules;

public sealed class AnswerRules
{
    [Theory]
    [InlineData(200, "Delivered")]
    [InlineData(204, "Delivered")]
    [InlineData(301, "Away")]
    [InlineData(307, "Away")]
    [InlineData(400, "Refused")]
    [InlineData(401, "Away")]
    [InlineData(404, "Away")]
    [InlineData(409, "Refused")]
    [InlineData(410, "Gone")]
    [InlineData(422, "Refused")]
    [InlineData(429, "Away")]
    [InlineData(500, "Away")]
    [InlineData(503, "Away")]
    public void A_status_means(int status, string meaning) => Assert.Equal(meaning, WebhookSender.Meaning((HttpStatusCode)status).ToString());

    [Fact]
    public void Pauses_grow_to_an_hour_and_honour_what_the_receiver_asks_for()
    {
        Assert.Equal([5, 10, 20, 40], Enumerable.Range(1, 4).Select(failures => BackOff.After(failures, null, 0).TotalSeconds));
        Assert.Equal(TimeSpan.FromHours(1), BackOff.After(11, null, 0));
        Assert.Equal(TimeSpan.FromHours(1), BackOff.After(1000, null, 1));
        Assert.Equal(TimeSpan.FromSeconds(6), BackOff.After(1, null, 1));
        Assert.Equal(TimeSpan.FromMinutes(2), BackOff.After(1, TimeSpan.FromMinutes(2), 0));
        Assert.Equal(TimeSpan.FromHours(1), BackOff.After(1, TimeSpan.FromDays(9), 0));
    }
}
