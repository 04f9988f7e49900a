using System.IO;
using System.Linq;
using System.Text.Json;
using NUnit.Framework;
using Sim.Tests.CoreEmulator.Machines;

namespace Sim.Tests.Cli;

/// <summary><c>sim core run --core</c>: what it reports, and what it refuses.</summary>
internal sealed class CoreTimedRunTests
{
    private static string Counting => Program("timed", new Assembled().Words(
        [Asm.Addi(Asm.A0, 0, 1000), Asm.Addi(Asm.A0, Asm.A0, -1), Asm.Bne(Asm.A0, 0, -4), Asm.Addi(Asm.A0, 0, 1), .. Asm.Tell(Asm.A0), Asm.Jal(0, 0)]));

    [TestCase("--core", "rocket", "core rocket, in-order, 1 GHz")]
    [TestCase("--timing", "inorder", "core generic-inorder, in-order, 1 GHz")]
    [TestCase("--timing", "ooo", "core server-ooo, out-of-order, 3 GHz")]
    public void A_program_is_timed(string option, string value, string first)
    {
        (int code, string output, string error) = CommandLine.Sim("core", "run", Counting, option, value);
        string[] lines = error.Split('\n');
        Assert.Multiple(() =>
        {
            Assert.That((code, output, lines[0]), Is.EqualTo((0, "", first)));
            Assert.That(lines, Has.Some.StartsWith("total ").And.Some.EndsWith(" 100.0").And.Some.StartsWith("conditional_branches"));
        });
    }

    [Test]
    public void Cycles_add_up_in_json_and_csv()
    {
        string csv = CommandLine.At("timed.csv");
        (int code, _, string error) = CommandLine.Sim("core", "run", Counting, "--core", "cva6", "--timing", "ooo", "--json", "--csv", csv);
        Assert.That(code, Is.Zero, error);
        JsonElement timing = JsonDocument.Parse(error).RootElement.GetProperty("timing");
        long cycles = timing.GetProperty("cycles").GetInt64();
        string[] lines = File.ReadAllLines(csv);
        string[] columns = lines[0].Split(',');
        string[] cells = lines[1].Split(',');
        long inCsv = columns.Zip(cells).Where(pair => pair.First.StartsWith("cycles_", System.StringComparison.Ordinal)).Sum(pair => long.Parse(pair.Second, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Multiple(() =>
        {
            Assert.That(timing.GetProperty("pipeline").GetString(), Is.EqualTo("out-of-order"));
            Assert.That(timing.GetProperty("stack").EnumerateObject().Sum(part => part.Value.GetInt64()), Is.EqualTo(cycles));
            Assert.That((lines.Length, cells[0], inCsv), Is.EqualTo((2, "cva6", cycles)));
            Assert.That(cycles, Is.GreaterThan(1000));
        });
    }

    [Test]
    public void Counts_of_zero_are_in_csv_alone()
    {
        string csv = CommandLine.At("zeroes.csv");
        string error = CommandLine.Sim("core", "run", Counting, "--core", "rocket", "--csv", csv).Error;
        Assert.That(error, Does.Contain("conditional_branches").And.Not.Contain("return_mispredictions"));
        Assert.That(File.ReadAllLines(csv)[0], Does.Contain("return_mispredictions"));
    }

    [Test]
    public void Cycles_that_are_used_up_name_the_instruction()
    {
        (int code, _, string error) = CommandLine.Sim("core", "run", Counting, "--core", "rocket", "--max-cycles", "300");
        Assert.That(code, Is.EqualTo(2));
        Assert.That(error, Does.Match(@"stopped after \d+ cycles at 0x8000000[48] \(_start\+0x[48]\): (addi|bne) .*\(--max-cycles\)"));
    }

    [Test]
    public void Sections_that_a_core_cannot_run_are_named()
    {
        (int code, string output, string error) = CommandLine.Sim("core", "bench", "emulate", "exit-null", "--core", "u74");
        Assert.That((code, error), Is.EqualTo((0, "sim: core u74 (isa rv64gc) has no H; left out, as they need it: exit-null\n")));
        Assert.That(output, Does.Contain("emulate").And.Not.Contain("exit-null"));
    }

    [Test]
    public void A_part_of_a_program_is_timed()
    {
        string json = CommandLine.Sim("core", "run", Counting, "--core", "rocket", "--from", "0x80000008", "--to", "0x8000000c", "--warmup", "100", "--json").Error;
        JsonElement timing = JsonDocument.Parse(json).RootElement.GetProperty("timing");
        Assert.That(timing.GetProperty("instructions").GetInt64(), Is.EqualTo(1899));
        Assert.That(CommandLine.Sim("core", "run", Counting, "--core", "rocket", "--from", "nowhere").Error, Does.Contain("--from: 'nowhere' is neither a symbol"));
        Assert.That(CommandLine.Sim("core", "run", Counting, "--core", "rocket", "--from", "0x90000000").Error, Does.Contain("never came to where --from says"));
    }

    [Test]
    public void A_sample_is_taken()
    {
        (int code, _, string error) = CommandLine.Sim("core", "run", Counting, "--core", "rocket", "--sample", "200,20,40");
        Assert.That((code, error), Is.EqualTo((0, error)));
        Assert.That(error, Does.Match(@"^core rocket: CPI \d\.\d{4} ± \d\.\d{4} \(95 %\) of \d+ units in \d+ instructions\n"));
    }

    [TestCase("--trace writes a log without timing", "--core", "rocket", "--trace", "x")]
    [TestCase("--warmup is about timing; give --core or --timing too", "--warmup", "5")]
    [TestCase("--csv is about timing", "--csv", "x")]
    [TestCase("--set is about a core's timing", "--set", "a=b")]
    [TestCase("--timing: 'fast' given; must be inorder or ooo", "--timing", "fast")]
    [TestCase("--sample: 'x' given", "--core", "rocket", "--sample", "x")]
    [TestCase("--max-cycles: 0 given; must be 1 or more", "--core", "rocket", "--max-cycles", "0")]
    [TestCase("'rokcet' is not in cores; did you mean 'rocket'?", "--core", "rokcet")]
    public void What_makes_no_sense_is_refused(string fault, params string[] options)
    {
        (int code, _, string error) = CommandLine.Sim(["core", "run", Counting, .. options]);
        Assert.That(code, Is.EqualTo(2));
        Assert.That(error, Does.Contain(fault));
    }

    [Test]
    public void A_trace_is_timed_in_place_of_a_program()
    {
        string text = CommandLine.At("no.trace");
        File.WriteAllText(text, "this is no trace");
        Assert.That(CommandLine.Sim("core", "run", text, "--core", "rocket").Error, Does.Contain("looks like no trace of instructions that Sim reads"));
        string sample = Repository.Shared("traces/instr/cbp2025_sample_int_trace.gz");
        (int code, _, string error) = CommandLine.Sim("core", "run", sample, "--core", "cbp2025", "--max-instructions", "100000", "--json");
        Assert.That(code, Is.Zero, error);
        Assert.That(JsonDocument.Parse(error).RootElement.GetProperty("timing").GetProperty("instructions").GetInt64(), Is.EqualTo(100_000).Within(16));
    }

    private static string Program(string name, Assembled program)
    {
        string path = CommandLine.At(name + ".elf");
        File.WriteAllBytes(path, program.ToArray());
        return path;
    }
}
