using System;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Sim.Experiments.HotSections;
using Sim.Hosts.Costs;
using Sim.Kernel;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Costs;

/// <summary>Cost tables are read as they were written, and wrong ones with all their faults.</summary>
internal sealed class CostTableReaderTests
{
    private const string Header =
        "core,frequency_hz,section,mode,parameters,cycles_mean,cycles_p50,cycles_p99,instructions,l1d_misses,l2_misses,llc_misses,dtlb_misses,walk_references,walks,walk_cycles,walk_final_cycles,samples,confidence_cycles\n";

    private static readonly Gen<CostRow> Rows =
        from numbers in Gen.ArrayOf(Gen.Choose(-1000, 1_000_000), 14)
        from parameters in Gen.Elements("", "a=1", "a=1;b=x y", "a=\"quoted\"", "a=1,2", "a: b", "- #")
        from mode in Gen.Elements(CostTable.Warm, CostTable.Cold)
        select new CostRow
        {
            Section = "s",
            Mode = mode,
            Parameters = parameters,
            CyclesMean = numbers[0] / 7.0,
            CyclesP50 = numbers[1],
            CyclesP99 = numbers[2] / 1000.0,
            Instructions = numbers[3] / 3.0,
            L1DMisses = Math.Abs(numbers[4]),
            L2Misses = Math.Abs(numbers[5]) * 1e-9,
            LlcMisses = Math.Abs(numbers[6]) * 1e9,
            DtlbMisses = Math.Abs(numbers[7]),
            WalkReferences = Math.Abs(numbers[8]) / 7.0,
            Samples = Math.Abs(numbers[9]),
            Confidence = Math.Abs(numbers[10]) / 11.0,
            Walks = Math.Abs(numbers[11]) / 3.0,
            WalkCycles = Math.Abs(numbers[12]),
            WalkFinalCycles = Math.Abs(numbers[13]) / 9.0,
        };

    [FsCheck.NUnit.Property(MaxTest = 100, Replay = "7,11")]
    public Property Csv_reads_as_it_was_written() => Prop.ForAll(Tables(), table => Same(CostTableReader.Read(CostTableWriter.Csv(table), "t.csv"), table));

    [FsCheck.NUnit.Property(MaxTest = 100, Replay = "7,11")]
    public Property Yaml_reads_as_it_was_written() => Prop.ForAll(Tables(), table => Same(CostTableReader.Read(CostTableWriter.Yaml(table), "t.yaml"), table));

    [Test]
    public void Csv_faults_come_all_at_once_with_their_places()
    {
        const string Text = Header
            + "c,1000,a,warm,,1,1,1,1,0,0,0,0,0,0,0,0,5,0\n"
            + "c,1000,a,warm,,1,1,1,1,0,0,0,0,0,0,0,0,5,0\n"
            + "d,0,b,tepid,,x,1,1,1,-1,0,0,0,0,0,0,0,5,0\n"
            + "c,1000,b,warm\n";
        Assert.That(Faults(Text, "t.csv"), Is.EqualTo([
            "t.csv:3:1: section 'a', warm () is here a second time, first on line 2; keep one",
            "t.csv:4:1: core: 'd' given; must be 'c', as in the rows before: a table is of one core",
            "t.csv:4:3: frequency_hz: '0' given; must be the core's clock in whole hertz",
            "t.csv:4:7: mode: 'tepid' given; must be warm or cold",
            "t.csv:4:14: cycles_mean: 'x' given; must be a number",
            "t.csv:4:22: l1d_misses: '-1' given; must be a number of 0 or more",
            "t.csv:5:1: 4 columns; must be 19, as in the header (is the line cut off?)",
        ]));
    }

    [Test]
    public void Yaml_faults_come_all_at_once_with_their_places()
    {
        const string Text = "core: c\nfrequency: 3\nfrequency_hz: fast\nrows:\n- section: a\n  mode: warm\n  cycles_mean: 1\n  cylces_p50: 1\n";
        Assert.That(Faults(Text, "t.yaml"), Is.EqualTo([
            "t.yaml:2:1: 'frequency' is no key of a cost table; it has core, frequency_hz, rows",
            "t.yaml:3:15: frequency_hz: 'fast' given; must be the core's clock in whole hertz",
            "t.yaml:8:15: a cost table has no column 'cylces_p50'; did you mean 'cycles_p50'?",
            "t.yaml:5:1: a row without parameters, cycles_p50, cycles_p99, instructions, l1d_misses, l2_misses, llc_misses, dtlb_misses, walk_references, walks, walk_cycles, walk_final_cycles, samples, confidence_cycles",
        ]));
    }

    [TestCase("", "t:1:1: no rows; a cost table is what sim core calibrate writes")]
    [TestCase("core: [c\n", "t:1:7: not YAML of a cost table")]
    [TestCase("core: \"c\n", "t:1:7: not YAML of a cost table")]
    [TestCase("- a\n", "t:1:1: not YAML of a cost table")]
    [TestCase("rows: []\ncore: c\n", "t:1:1: no rows")]
    [TestCase("core,mode\n\"c,warm\n", "t")]
    public void What_is_no_table_is_told(string text, string fault) => Assert.That(Faults(text, "t")[0], Does.StartWith(fault));

    private static string[] Faults(string text, string file) =>
        [.. Assert.Throws<InputException>(() => CostTableReader.Read(text, file))!.Errors.Select(error => error.ToString())];

    private static bool Same(CostTable read, CostTable written) =>
        read.Core == written.Core && read.Frequency == written.Frequency && read.Rows.SequenceEqual(written.Rows);

    private static Arbitrary<CostTable> Tables() => (
        from core in Gen.Elements("server-ooo", "my core", "a,b", "#1", "true")
        from hertz in Gen.Choose(1, int.MaxValue)
        from rows in Gen.ArrayOf(Rows, 5)
        select new CostTable(core, new Frequency(hertz), [.. rows.Select((row, i) => row with { Section = $"s{i}" })])).ToArbitrary();
}
