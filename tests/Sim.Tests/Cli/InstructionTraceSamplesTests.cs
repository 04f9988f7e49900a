using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.Json;
using NUnit.Framework;

namespace Sim.Tests.Cli;

/// <summary>The samples of instruction traces in <c>traces/</c> are what the commands in its README make, and they replay. SIM_UPDATE_SAMPLES=1 makes them anew.</summary>
internal sealed class InstructionTraceSamplesTests
{
    private const long Instructions = 30_000;
    private const string Programs = "src/Sim.Experiments/Validation/Core/Programs";

    private static readonly (string Name, string Format, string Program)[] Samples =
    [
        ("kernels.champsim.gz", "champsim", "kernels-o2.elf"),
        ("kernels.cbp.gz", "cbp", "kernels-g.elf"),
    ];

    private static IEnumerable<string> Names => Samples.Select(sample => sample.Name);

    [OneTimeSetUp]
    public void UpdateWhenAsked()
    {
        if (Environment.GetEnvironmentVariable("SIM_UPDATE_SAMPLES") is "1")
        {
            foreach (string name in Names)
            {
                Record(name, Path.Combine(Repository.Folder, "traces", name));
            }
        }
    }

    [TestCaseSource(nameof(Names))]
    public void A_sample_is_what_its_command_makes(string name)
    {
        string again = CommandLine.At(name);
        Record(name, again);
        Assert.That(Content(again), Is.EqualTo(Content(Committed(name))));
        Assert.That(new FileInfo(Committed(name)).Length, Is.LessThan(100_000));
    }

    [TestCaseSource(nameof(Names))]
    public void The_readme_has_its_command(string name)
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Folder, "traces", "README.md"));
        Assert.That(readme, Does.Contain("sim " + string.Join(' ', Command(name, "traces/" + name))));
    }

    [Test]
    public void A_sample_is_replayed_with_rows_by_interval([ValueSource(nameof(Names))] string name, [Values("rocket", "boom-medium")] string core)
    {
        string csv = CommandLine.At("intervals.csv");
        (int code, _, string error) = CommandLine.Sim("core", "run", Committed(name), "--core", core, "--interval", "8000", "--csv", csv, "--json");
        Assert.That(code, Is.Zero, error);
        JsonElement found = JsonDocument.Parse(error).RootElement;
        long[][] rows = [.. File.ReadAllLines(csv).Skip(1).Select(line => line.Split(',')[1..5].Select(cell => long.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
        Assert.Multiple(() =>
        {
            Assert.That(found.GetProperty("is_complete").GetBoolean());
            Assert.That(found.GetProperty("timing").GetProperty("instructions").GetInt64(), Is.EqualTo(Instructions));
            Assert.That(rows.Select(row => row[0]), Is.EqualTo(new long[] { 0, 1, 2, 3 }));
            Assert.That(rows.Select(row => row[2]), Is.EqualTo(new long[] { 8000, 8000, 8000, 6000 }));
            Assert.That(rows.Sum(row => row[3]), Is.EqualTo(found.GetProperty("timing").GetProperty("cycles").GetInt64()));
        });
    }

    [Test]
    public void Page_tables_give_a_trace_misses_and_walks([ValueSource(nameof(Names))] string name)
    {
        JsonElement plain = Counters(name);
        JsonElement paged = Counters(name, "--page-tables");
        Assert.Multiple(() =>
        {
            Assert.That(plain.GetProperty("dtlb_misses").GetInt64(), Is.Zero);
            Assert.That(paged.GetProperty("dtlb_misses").GetInt64(), Is.GreaterThan(0));
            Assert.That(paged.GetProperty("walks").GetInt64(), Is.GreaterThan(0));
            Assert.That(paged.GetProperty("walk_references").GetInt64(), Is.GreaterThanOrEqualTo(4), "the first walk reads a table of each level");
        });
    }

    [Test]
    public void Compressed_instructions_fit_no_cbp_trace()
    {
        (int code, _, string error) = CommandLine.Sim(
            "core", "record", Path.Combine(Repository.Folder, Programs, "kernels-o2.elf"), "--format", "cbp", "--out", CommandLine.At("none.cbp"));
        Assert.That(code, Is.EqualTo(2));
        Assert.That(error, Does.Contain("has 2 bytes; CBP traces know those of 4 alone").And.Contain("-march=rv64g"));
        Assert.That(File.Exists(CommandLine.At("none.cbp")), Is.False);
    }

    private static JsonElement Counters(string name, params string[] more)
    {
        (int code, _, string error) = CommandLine.Sim(["core", "run", Committed(name), "--core", "rocket", "--json", .. more]);
        Assert.That(code, Is.Zero, error);
        return JsonDocument.Parse(error).RootElement.GetProperty("timing").GetProperty("counters");
    }

    private static string Committed(string name) => Path.Combine(Repository.Folder, "traces", name);

    private static void Record(string name, string path)
    {
        string[] words = Command(name, path);
        words[2] = Path.Combine(Repository.Folder, words[2]);
        (int code, _, string error) = CommandLine.Sim(words);
        Assert.That(code, Is.Zero, error);
    }

    private static string[] Command(string name, string path)
    {
        (_, string format, string program) = Samples.Single(sample => sample.Name == name);
        return ["core", "record", $"{Programs}/{program}", "--format", format, "--from", "marker:259", "--instructions", Instructions.ToString(CultureInfo.InvariantCulture), "--out", path];
    }

    // Unpacked: packing may differ from one version of zlib to the next.
    private static byte[] Content(string file)
    {
        using FileStream packed = File.OpenRead(file);
        using GZipStream unpacked = new(packed, CompressionMode.Decompress);
        using MemoryStream content = new();
        unpacked.CopyTo(content);
        return content.ToArray();
    }
}
