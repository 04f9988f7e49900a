using System.Linq;
using NUnit.Framework;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Traces;

namespace Sim.Tests.Traces;

internal sealed class TraceReaderTests
{
    [Test]
    public void An_unknown_format_is_a_fault_with_the_nearest_name()
    {
        using TraceFolder folder = new();
        string path = folder.Write("t/vm", "1\n");
        InputException fault = Assert.Throws<InputException>(() => TraceReader.Read(path, new TraceOptions { Format = "planetlap" }))!;
        Assert.That(fault.Message, Does.Contain("did you mean 'planetlab'?").And.Contain("bitbrains"));
    }

    [Test]
    public void A_file_of_no_known_format_is_a_fault_that_shows_its_first_line()
    {
        using TraceFolder folder = new();
        string path = folder.Write("notes.txt", "Dear diary\n");
        InputException fault = Assert.Throws<InputException>(() => TraceReader.Read(path))!;
        Assert.That(fault.Message, Does.StartWith($"{path}: found 'Dear diary'; expected a trace of format azure-arrivals, "));
    }

    [Test]
    public void A_damaged_zip_is_a_fault()
    {
        using TraceFolder folder = new();
        string path = folder.Write("t.zip", "this is no zip");
        Assert.That(Assert.Throws<InputException>(() => TraceReader.Read(path))!.Message, Does.StartWith($"{path}: found damaged"));
    }

    [Test]
    public void A_folders_hash_is_that_of_its_files_hashes_and_names()
    {
        using TraceFolder folder = new();
        folder.Write("t/b", "2\n");
        folder.Write("t/a", "1\n");
        // printf '1\n' > a; printf '2\n' > b; sha256sum a b | sha256sum
        const string Expected = "90efceaa49f4aae572a85797a92478a2f6ff255e5d7ee48e8e98293d728c580c";
        Assert.That(TraceReader.Read(folder.At("t")).Inputs.Single(), Is.EqualTo(new Sim.Kernel.Results.InputFile(folder.At("t"), 4, Expected)));
    }

    [Test]
    public void Every_reader_has_a_fixture()
    {
        string[] readers = [.. new PluginRegistry([typeof(TraceReader).Assembly]).OfKind(TraceReader.Kind).Select(plugin => plugin.Type.Name)];
        string[] fixtures = [.. typeof(TraceReaderContract).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(TraceReaderContract))).Select(t => t.Name)];
        Assert.That(readers.Select(reader => reader + "Tests"), Is.SubsetOf(fixtures));
    }
}
