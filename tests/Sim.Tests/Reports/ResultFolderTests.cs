using System;
using System.IO;
using System.Linq;
using System.Text;
using NUnit.Framework;
using Sim.Kernel;
using Sim.Kernel.Results;
using Sim.Reports.Results;

namespace Sim.Tests.Reports;

internal sealed class ResultFolderTests
{
    private static readonly TableSchema Mixed = SampleSchemas.Table("mixed", "A row", "name:t", "count:i", "value");

    private TemporaryFolder _temporary = null!;

    [SetUp]
    public void Make() => _temporary = new TemporaryFolder();

    [TearDown]
    public void Delete() => _temporary.Delete();

    [Test]
    public void Writes_rfc_4180_with_lf_and_no_byte_order_mark()
    {
        using (ResultFolder folder = ResultFolder.Create(_temporary.Of("a/b")))
        {
            WriteMixed(folder);
            folder.Commit(SampleRun.Manifest());
        }

        byte[] bytes = File.ReadAllBytes(_temporary.Of("a/b/mixed.csv"));
        Assert.That(
            Encoding.UTF8.GetString(bytes),
            Is.EqualTo("name,count,value\nplain,1,0.5\n\"a,\"\"b\"\"\",-2,\n\"two\nlines\",9223372036854775807,0\nÜmlaut,0,1E+300\n"));
        Assert.That(bytes[0], Is.EqualTo((byte)'n'));
    }

    [Test]
    public void Appears_only_when_committed_and_leaves_nothing_else()
    {
        using ResultFolder folder = ResultFolder.Create(_temporary.Of("run"));
        WriteMixed(folder);
        Assert.That(Directory.Exists(_temporary.Of("run")), Is.False);
        folder.Commit(SampleRun.Manifest());
        Assert.That(Names(), Is.EqualTo(new[] { "run" }));
        Assert.That(File.Exists(_temporary.Of("run/run.json")), Is.True);
    }

    [Test]
    public void Without_a_commit_nothing_stays_even_with_a_table_open()
    {
        using (ResultFolder folder = ResultFolder.Create(_temporary.Of("run")))
        {
            folder.Open(Mixed).Text("half a row");
        }

        Assert.That(Names(), Is.Empty);
    }

    [Test]
    public void Replaces_an_older_result_folder_whole()
    {
        WriteRun("old");
        File.WriteAllText(_temporary.Of("run/extra.txt"), "of the older run");
        WriteRun("new");
        Assert.That(ResultReader.Open(_temporary.Of("run")).Manifest.Name, Is.EqualTo("new"));
        Assert.That(File.Exists(_temporary.Of("run/extra.txt")), Is.False);
        Assert.That(Names(), Is.EqualTo(new[] { "run" }));
    }

    [Test]
    public void A_run_that_fails_leaves_the_older_one_alone()
    {
        WriteRun("old");
        using (ResultFolder folder = ResultFolder.Create(_temporary.Of("run")))
        {
            WriteMixed(folder);
            Assert.That(
                () => folder.Commit(SampleRun.Manifest() with { Name = "new" }, _ => throw new IOException("disk full")),
                Throws.TypeOf<IOException>());
        }

        Assert.That(ResultReader.Open(_temporary.Of("run")).Manifest.Name, Is.EqualTo("old"));
        Assert.That(Names(), Is.EqualTo(new[] { "run" }));
    }

    [Test]
    public void Refuses_a_folder_that_is_no_result_folder()
    {
        Directory.CreateDirectory(_temporary.Of("run"));
        File.WriteAllText(_temporary.Of("run/thesis.tex"), "years of work");
        Assert.That(() => ResultFolder.Create(_temporary.Of("run")), Throws.TypeOf<InputException>().With.Message.Contains("holds files but no run.json"));
        Assert.That(Names(), Is.EqualTo(new[] { "run" }));
    }

    [Test]
    public void Refuses_a_folder_that_stopped_being_one_meanwhile()
    {
        using ResultFolder folder = ResultFolder.Create(_temporary.Of("run"));
        Directory.CreateDirectory(_temporary.Of("run"));
        File.WriteAllText(_temporary.Of("run/thesis.tex"), "years of work");
        Assert.That(() => folder.Commit(SampleRun.Manifest()), Throws.TypeOf<InputException>());
        Assert.That(File.Exists(_temporary.Of("run/thesis.tex")), Is.True);
    }

    [Test]
    public void Takes_the_place_of_an_empty_folder()
    {
        Directory.CreateDirectory(_temporary.Of("run"));
        WriteRun("new");
        Assert.That(File.Exists(_temporary.Of("run/run.json")), Is.True);
    }

    [Test]
    public void Refuses_a_file()
    {
        File.WriteAllText(_temporary.Of("run"), "");
        Assert.That(() => ResultFolder.Create(_temporary.Of("run")), Throws.TypeOf<InputException>().With.Message.Contains("is a file"));
    }

    [Test]
    public void Says_where_a_folder_cannot_be_made()
    {
        File.WriteAllText(_temporary.Of("file"), "");
        Assert.That(() => ResultFolder.Create(_temporary.Of("file/run")), Throws.TypeOf<InputException>().With.Message.Contains("cannot make the result folder"));
    }

    [Test]
    public void Several_tables_may_be_open_at_once()
    {
        using ResultFolder folder = ResultFolder.Create(_temporary.Of("run"));
        using (IRowWriter a = folder.Open(SampleSchemas.Table("a", "", "x:i")))
        using (IRowWriter b = folder.Open(SampleSchemas.Table("b", "", "y:t")))
        {
            for (int i = 0; i < 3; i++)
            {
                a.Integer(i);
                b.Text("");
                a.EndRow();
                b.EndRow();
            }
        }

        folder.Commit(SampleRun.Manifest());
        Assert.That(File.ReadAllText(_temporary.Of("run/a.csv")), Is.EqualTo("x\n0\n1\n2\n"));
        Assert.That(File.ReadAllText(_temporary.Of("run/b.csv")), Is.EqualTo("y\n\"\"\n\"\"\n\"\"\n"), "an empty line would be no row");
    }

    [Test]
    public void The_manifest_lists_the_tables_that_were_written()
    {
        WriteRun("run");
        RunManifest manifest = ResultReader.Open(_temporary.Of("run")).Manifest;
        Assert.That(manifest.Tables.Select(t => t.Name), Is.EqualTo(new[] { "mixed" }));
        Assert.That(manifest.Tables[0].Columns, Is.EqualTo(Mixed.Columns));
    }

    [Test]
    public void Misuse_is_told()
    {
        using ResultFolder folder = ResultFolder.Create(_temporary.Of("run"));
        using IRowWriter rows = folder.Open(Mixed);
        Assert.That(() => folder.Open(Mixed), Throws.InvalidOperationException.With.Message.Contains("opened before"));
        Assert.That(() => rows.Integer(1), Throws.InvalidOperationException.With.Message.EqualTo("mixed: cell 0 is Integer, which its column does not take"));
        rows.Text("a");
        Assert.That(rows.EndRow, Throws.InvalidOperationException.With.Message.EqualTo("mixed: a row has 1 cells; the table has 3 columns"));
        Assert.That(() => folder.Commit(SampleRun.Manifest()), Throws.InvalidOperationException.With.Message.Contains("still open"));
        rows.Dispose();
        Assert.That(() => folder.Commit(SampleRun.Manifest()), Throws.InvalidOperationException.With.Message.Contains("ends within a row"));
        Assert.That(() => rows.Text("late"), Throws.TypeOf<ObjectDisposedException>());
    }

    private static void WriteMixed(ResultFolder folder)
    {
        (string, long, double)[] cells = [("plain", 1, 0.5), ("a,\"b\"", -2, double.NaN), ("two\nlines", long.MaxValue, -0.0), ("Ümlaut", 0, 1e300)];
        using IRowWriter rows = folder.Open(Mixed);
        foreach ((string name, long count, double value) in cells)
        {
            rows.Text(name);
            rows.Integer(count);
            rows.Real(value);
            rows.EndRow();
        }
    }

    private string[] Names() => [.. Directory.EnumerateFileSystemEntries(_temporary.Path).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];

    private void WriteRun(string name)
    {
        using ResultFolder folder = ResultFolder.Create(_temporary.Of("run"));
        WriteMixed(folder);
        folder.Commit(SampleRun.Manifest() with { Name = name });
    }
}
