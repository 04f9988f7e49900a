using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Sim.Kernel;
using Sim.Kernel.Results;
using Sim.Reports.Results;

namespace Sim.Tests.Reports;

internal sealed class ResultReaderTests
{
    private TemporaryFolder _temporary = null!;

    [SetUp]
    public void Make() => _temporary = new TemporaryFolder();

    [TearDown]
    public void Delete() => _temporary.Delete();

    [FsCheck.NUnit.Property(MaxTest = 60)]
    public void What_is_written_is_read_back(NonNull<string>[] texts, double[] numbers)
    {
        // FsCheck calls this many times between SetUp and TearDown; each commit replaces the folder of the one before.
        string[] names = [.. texts.Select(t => t.Get.Where(c => !char.IsSurrogate(c)).Aggregate("", (s, c) => s + c))];
        using (ResultFolder folder = ResultFolder.Create(_temporary.Of("run")))
        {
            Write(folder, names, numbers);
            folder.Commit(SampleRun.Manifest());
        }

        ResultTable table = ResultReader.Open(_temporary.Of("run")).Read("t");
        int rows = Math.Min(names.Length, numbers.Length);
        Assert.That(table.Text("name"), Is.EqualTo(names[..rows]));
        Assert.That(table.Real("value"), Is.EqualTo(numbers[..rows]).Within(5.01e-7).Percent);
        Assert.That(ResultReader.Open(_temporary.Of("run")).CountRows("t"), Is.EqualTo(rows));
    }

    [Test]
    public void The_manifest_survives()
    {
        new SampleRun { Hosts = 2, Samples = 4 }.WriteTo(_temporary.Of("run"));
        RunManifest read = ResultReader.Open(_temporary.Of("run")).Manifest;
        RunManifest written = SampleRun.Manifest() with { Tables = read.Tables };
        Assert.That(JsonSerializer.Serialize(read), Is.EqualTo(JsonSerializer.Serialize(written)));
    }

    [Test]
    public void Reads_only_what_is_wanted()
    {
        new SampleRun { Hosts = 3, Samples = 4 }.WriteTo(_temporary.Of("run"));
        ResultReader reader = ResultReader.Open(_temporary.Of("run"));
        Assert.That(reader.Read("hosts", "energy_kwh", "host", "nonsense").Columns, Is.EqualTo(new[] { "host", "energy_kwh" }));
        ResultTable two = reader.ReadWhere("hosts", "host", new HashSet<string>(StringComparer.Ordinal) { "g4-03", "g4-01" });
        Assert.That(two.Text("host"), Is.EqualTo(new[] { "g4-01", "g4-03" }));
    }

    [Test]
    public void All_bad_rows_are_named_with_file_and_line()
    {
        new SampleRun { Hosts = 2, Samples = 4 }.WriteTo(_temporary.Of("run"));
        string file = _temporary.Of("run/slo.csv");
        File.WriteAllText(file, "slo,value,met\n\"two\nlines\",1,true\nx,fast,true\ny,3\n");
        InputException fault = Assert.Throws<InputException>(() => ResultReader.Open(_temporary.Of("run")).Read("slo"))!;
        Assert.That(
            fault.Errors.Select(e => e.ToString()),
            Is.EqualTo(new[] { $"{file}:4:2: value: 'fast' found; a number is expected", $"{file}:5: 2 cells found; the header has 3" }));
    }

    [TestCase("{", "not a run manifest")]
    [TestCase("null", "a run manifest is expected")]
    [TestCase("{\"name\": \"x\"}", "toolVersion")]
    [TestCase("{\"format\": 99, \"name\": \"x\", \"toolVersion\": \"9\", \"command\": \"\"}", "format 99 found")]
    public void A_damaged_manifest_is_told(string json, string expected)
    {
        File.WriteAllText(_temporary.Of("run.json"), json);
        Assert.That(() => ResultReader.Open(_temporary.Path), Throws.TypeOf<InputException>().With.Message.Contains(expected).And.Message.Contains("run.json"));
    }

    [Test]
    public void What_is_missing_is_told()
    {
        Assert.That(() => ResultReader.Open(_temporary.Path), Throws.TypeOf<InputException>().With.Message.Contains("run.json: not found"));
        Assert.That(() => ResultReader.Open(_temporary.Of("nowhere")), Throws.TypeOf<InputException>().With.Message.Contains("no such folder"));
        new SampleRun { Hosts = 2, Samples = 4 }.WriteTo(_temporary.Of("run"));
        ResultReader reader = ResultReader.Open(_temporary.Of("run"));
        Assert.That(() => reader.Read("steal"), Throws.TypeOf<InputException>().With.Message.Contains("no table 'steal'"));
        Assert.That(() => reader.Read("slo").Real("weight"), Throws.TypeOf<InputException>().With.Message.Contains("no column 'weight'; it has slo, value, met"));
        Assert.That(() => reader.Read("slo").Real("slo"), Throws.TypeOf<InputException>().With.Message.Contains("holds text"));
        Assert.That(() => reader.Read("slo").Text("value"), Throws.TypeOf<InputException>().With.Message.Contains("holds numbers"));
    }

    [Test]
    public void A_table_the_manifest_does_not_know_is_read_by_what_it_holds()
    {
        new SampleRun { Hosts = 2, Samples = 4 }.WriteTo(_temporary.Of("run"));
        File.WriteAllText(_temporary.Of("run/added.csv"), "a,b\n1,2\n,x\n");
        ResultTable table = ResultReader.Open(_temporary.Of("run")).Read("added");
        Assert.That(table.Real("a"), Is.EqualTo(new[] { 1, double.NaN }));
        Assert.That(table.Text("b"), Is.EqualTo(new[] { "2", "x" }));
    }

    private static void Write(ResultFolder folder, string[] names, double[] numbers)
    {
        using IRowWriter rows = folder.Open(SampleSchemas.Table("t", "", "name:t", "value"));
        foreach ((string name, double number) in names.Zip(numbers))
        {
            rows.Text(name);
            rows.Real(number);
            rows.EndRow();
        }
    }
}
