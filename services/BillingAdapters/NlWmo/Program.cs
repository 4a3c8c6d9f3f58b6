using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.NlWmo;
using Buurtzorg.BillingAdapters.NlWmo.Features;

var service = AdapterService.Create("billing-adapter-nl-wmo", args);
PublishedSchemas.Add(service);
Transport.Add(service, LookAtArrival.Look);

return await service.RunAsync(routes =>
{
    var contract = AdapterService.Contract(routes);
    ShowManifest.Map(contract);
    IdentifyMessage.Map(contract);
    ReadAssignments.Map(contract);
    RenderClaim.Map(contract);
    ReadAnswer.Map(contract);
    RenderNotice.Map(contract);
    RenderRequest.Map(contract);
    ReadReturn.Map(contract);
    ReadRequestAnswer.Map(contract);
    Transport.Map(contract);
});

/// <summary>Visible to the tests.</summary>
public partial class Program;
