using System.Text.Json;
using NUnit.Framework;
using Sim.Tests.Experiments.Validation;

namespace Sim.Tests.Cli;

/// <summary><c>sim validate</c> with a validation whose cases are known.</summary>
internal sealed class ValidateCommandTests
{
    private static string Assembly => typeof(Trial).Assembly.Location;

    [Test]
    public void A_table_for_people_and_1_for_a_miss() => Assert.That(Validate(), Is.EqualTo((1, Text(
        "case           expected found error_pct tolerance_pct verdict source  half_width_pct reason",
        "one, and \"one\"        1     1         0             1 ok      by hand            0.5",
        "a third        0.333333   0.3       -10             1 miss    by hand                rounded",
        "the moon         384400                             1 not-run by hand                too far",
        "3 cases by hand",
        "1 ok, 1 miss, 1 not-run"), "")));

    [Test]
    public void Rows_for_scripts() => Assert.That(Validate("--csv"), Is.EqualTo((1, Text(
        "case,expected,found,error_pct,tolerance_pct,verdict,source,half_width_pct,reason",
        "\"one, and \"\"one\"\"\",1,1,0,1,ok,by hand,0.5,",
        "a third,0.333333333,0.3,-10,1,miss,by hand,,rounded",
        "the moon,384400,,,1,not-run,by hand,,too far"), "")));

    [Test]
    public void A_document_for_programs()
    {
        (int code, string output, string error) = Validate("--json");
        Assert.That((code, error), Is.EqualTo((1, "")));
        JsonElement root = JsonDocument.Parse(output).RootElement;
        Assert.That(root.GetProperty("cases").GetArrayLength(), Is.EqualTo(3));
        Assert.That(root.GetProperty("cases")[1].GetProperty("error_pct").GetDouble(), Is.EqualTo(-10).Within(1e-9));
        Assert.That(root.GetProperty("cases")[2].GetProperty("found").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(root.GetProperty("notes")[0].GetString(), Is.EqualTo("3 cases by hand"));
        Assert.That((root.GetProperty("ok").GetInt32(), root.GetProperty("miss").GetInt32(), root.GetProperty("not_run").GetInt32()), Is.EqualTo((1, 1, 1)));
    }

    [Test]
    public void Nothing_but_the_exit_code() => Assert.That(Validate("--quiet"), Is.EqualTo((1, "", "")));

    [Test]
    public void It_is_listed_and_described()
    {
        Assert.That(CommandLine.Sim("list").Out, Does.Contain("validations"));
        Assert.That(CommandLine.Sim("list", "validations").Out, Does.Contain("queueing"));
        Assert.That(CommandLine.Sim("describe", "queueing").Out, Does.StartWith("queueing (validations): "));
    }

    private static (int Code, string Out, string Error) Validate(params string[] options) =>
        CommandLine.Sim(["validate", "test-trial", "--plugin", Assembly, .. options]);

    private static string Text(params string[] lines) => string.Join('\n', lines) + "\n";
}
