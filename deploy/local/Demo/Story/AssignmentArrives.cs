namespace Buurtzorg.Local.Demo.Story;

/// <summary>Step 1: a municipality's assignment arrives; billing keeps what it authorises and answers with a return message.</summary>
internal static class AssignmentArrives
{
    public const string Guidance = "02A03", Specialised = "02A05";

    public static async Task PlayAsync(Stage stage)
    {
        var (play, cast) = (stage.Play, Cast.Of(stage.Play));
        stage.Tell.Chapter(1, "A municipality assigns guidance at home");

        var assignment = await stage.Municipality.AssignAsync(Assignment(play, cast), stage.Stopping);
        Stage.Hold(assignment.Succeeded, $"The municipality made no assignment: {assignment.Detail}");
        stage.Tell.Called("municipality", "MAKES", stage.Speaks.Assignment, assignment.Status, $"{assignment.Bytes.Length} bytes: two products of category 02, in minutes");

        var message = await stage.DoAsync("assignment",
            Call.Post(Persona.BackOffice, $"billing/v1/payers/{play.Payer}/messages", stage.Message(assignment)),
            reply =>
            {
                Stage.Hold(reply.Text("kind") == "assignment" && reply.Json["faults"]!.AsArray().Count == 0, $"Billing found faults in the assignment: {reply.Json["faults"]!.ToJsonString()}");
                Stage.Hold(reply.Text("sha256") == assignment.Sha256, "Billing did not store the assignment as it came.");
                return "read as an assignment, without faults; a return message is owed";
            });
        stage.Tell.Behind($"billing stored the message as it came (sha-256 {assignment.Sha256[..8]}…), encrypted, and the adapter {stage.Speaks.Adapter} read it");

        await stage.LookAsync(Call.Get(Persona.BackOffice, $"billing/v1/authorisations?payerId={play.Payer}"), reply =>
        {
            Stage.Hold(reply.Items.Count == 2, $"Billing keeps {reply.Items.Count} authorisations instead of two.");
            return "two authorisations" + (stage.Has("admission") ? "" : "; they wait for their client");
        });

        var owed = await stage.DownloadAsync(Persona.BackOffice, message.Text("returnMessageId"), stage.Speaks.Receipt);
        var receipt = await stage.Municipality.TakeReturnMessageAsync(owed.Bytes, stage.Stopping);
        Stage.Hold(receipt.Succeeded && receipt.Json["accepted"]!.GetValue<bool>(), $"The municipality does not take the return message: {receipt.Detail}");
        stage.Tell.Called("municipality", "TAKES", stage.Speaks.Receipt, receipt.Status, "no remark about any part of the assignment");
    }

    private static object Assignment(Play play, Cast cast) => new
    {
        provider = "99990001",
        assignedAt = play.Month.First.AddDays(-10).ToDateTime(new(10, 15)),
        client = new
        {
            bsn = cast.Bsn,
            initials = cast.Initials,
            familyName = cast.FamilyName,
            dateOfBirth = cast.DateOfBirth,
            sex = cast.Sex == "male" ? "1" : "2",
            street = cast.Street,
            houseNumber = cast.HouseNumber,
            postcode = cast.Postcode,
            city = "Zonderwijk",
        },
        products = new[]
        {
            new { assignmentNumber = play.NumberOf("guidance"), code = Guidance, volume = 180, unit = "01", frequency = "2", from = play.Month.First, until = play.Month.First.AddMonths(6).AddDays(-1) },
            new { assignmentNumber = play.NumberOf("guidance-specialised"), code = Specialised, volume = 600, unit = "01", frequency = "4", from = play.Month.First, until = play.Month.First.AddMonths(6).AddDays(-1) },
        },
    };
}
