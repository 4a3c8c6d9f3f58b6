using System.Net;
using System.Net.Http.Json;
using System.Text;
using Xunit;

namespace Buurtzorg.Simulators.Municipality.Tests;

public sealed class ReturnMessageTests(TownHall hall) : IClassFixture<TownHall>
{
    [Theory]
    [InlineData("9901A000001", "7001", "0200", true)]
    [InlineData("9901A000001", "7001", "9332", false)]
    public async Task A_return_message_says_what_the_provider_thinks_of_the_assignment(string identification, string number, string code, bool accepted)
    {
        var response = await Send(identification, number, code);

        Assert.Equal(accepted, (await response.Content.ReadFromJsonAsync<ReturnReceipt>())!.Accepted);
    }

    [Fact]
    public async Task A_header_alone_means_no_remark()
    {
        var response = await SendXml("9901A000001", body: "", codes: "");

        Assert.True((await response.Content.ReadFromJsonAsync<ReturnReceipt>())!.Accepted);
    }

    [Theory]
    [InlineData("9901A000009", "7001")]
    [InlineData("9901A000001", "7009")]
    public async Task A_return_message_to_something_else_is_refused(string identification, string number) =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Send(identification, number, "0200")).StatusCode);

    private Task<HttpResponseMessage> Send(string identification, string number, string code) => SendXml(identification,
        codes: $"<r:RetourCodes><r:RetourCode>{code}</r:RetourCode></r:RetourCodes>",
        body: $"""
            <r:Client><r:ToegewezenProducten>
              <r:ToegewezenProduct><r:ToewijzingNummer>{number}</r:ToewijzingNummer></r:ToegewezenProduct>
              <r:ToegewezenProduct><r:ToewijzingNummer>7002</r:ToewijzingNummer></r:ToegewezenProduct>
            </r:ToegewezenProducten></r:Client>
            """);

    private Task<HttpResponseMessage> SendXml(string identification, string body, string codes) =>
        hall.Http.PostAsync("municipalities/9901/return-messages", new StringContent($"""
            <r:Bericht xmlns:r="http://www.istandaarden.nl/iwmo/3_2/wmo302/schema" xmlns:b="http://www.istandaarden.nl/iwmo/3_2/basisschema/schema">
              <r:Header>
                <r:BerichtCode>415</r:BerichtCode><r:Afzender>9901</r:Afzender><r:Ontvanger>99990001</r:Ontvanger>
                <r:BerichtIdentificatie><b:Identificatie>{identification}</b:Identificatie></r:BerichtIdentificatie>
                {codes}
              </r:Header>
              {body}
            </r:Bericht>
            """, Encoding.UTF8, "application/xml"));
}
