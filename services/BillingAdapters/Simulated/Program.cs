using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.Simulated;
using Buurtzorg.BillingAdapters.Simulated.Features;
using Buurtzorg.BillingAdapters.Simulated.Payer;

var service = AdapterService.Create("billing-adapter-simulated", args);
World.Add(service);
Mailbox.Add(service);

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
    if (!routes.ServiceProvider.GetRequiredService<World>().HasPayer) return;
    SendMessage.Map(contract);
    ReceiveMessages.Map(contract);
    AcknowledgeMessage.Map(contract);
    Simulate.Map(contract);
    SendPurchaseOrder.Map(contract);
});

/// <summary>Visible to the tests.</summary>
public partial class Program;
