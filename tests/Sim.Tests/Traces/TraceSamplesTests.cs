using System;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Quantities;
using Sim.Traces;
using Sim.Traces.Synthesis;

namespace Sim.Tests.Traces;

/// <summary>The samples in <c>traces/</c> are what the commands in its README make. SIM_UPDATE_SAMPLES=1 makes them anew.</summary>
internal sealed class TraceSamplesTests
{
    private static readonly Duration Day = Duration.FromHours(24);

    private static readonly object[] Samples =
    [
        new object[] { "planetlab-like", "planetlab", new TraceGeneratorOptions { Vms = 60, Span = Day, Interval = Duration.FromMinutes(5), Seed = 1 } },
        new object[]
        {
            "bitbrains-like.tar.gz", "bitbrains",
            new TraceGeneratorOptions { Vms = 20, Span = Day, Interval = Duration.FromMinutes(5), Seed = 2, Decimals = 2, Memory = true },
        },
        new object[]
        {
            "azure-like", "azure-v1",
            new TraceGeneratorOptions { Vms = 40, Span = Day, Interval = Duration.FromMinutes(5), Seed = 3, Decimals = 3, Churn = 0.5 },
        },
    ];

    [OneTimeSetUp]
    public void UpdateWhenAsked()
    {
        if (Environment.GetEnvironmentVariable("SIM_UPDATE_SAMPLES") is "1")
        {
            foreach (object[] sample in Samples.Cast<object[]>())
            {
                string path = Path.Combine(Repository.Folder, "traces", (string)sample[0]);
                TraceWriter.Write(TraceGenerator.Generate((TraceGeneratorOptions)sample[2]), (string)sample[1], path, replace: true);
            }
        }
    }

    [TestCaseSource(nameof(Samples))]
    public void A_sample_is_what_its_command_makes(string name, string format, TraceGeneratorOptions options)
    {
        string sample = Path.Combine(Repository.Folder, "traces", name);
        using TraceFolder folder = new();
        TraceWriter.Write(TraceGenerator.Generate(options), format, folder.At(name));
        string[] files = Files(sample);
        Assert.That(files, Is.Not.Empty.And.EqualTo(Files(folder.At(name))));
        foreach (string file in files)
        {
            Assert.That(Content(folder.At(name) + file), Is.EqualTo(Content(sample + file)), file);
        }
    }

    [TestCaseSource(nameof(Samples))]
    public void A_sample_is_read_as_its_format(string name, string format, TraceGeneratorOptions options)
    {
        Workload workload = TraceReader.Read(Path.Combine(Repository.Folder, "traces", name));
        Assert.That((workload.Report.Format, workload.VmCount), Is.EqualTo((format, options.Vms)));
        Assert.That(workload.Span, Is.EqualTo(Day));
    }

    [Test]
    public void The_readme_names_every_sample_and_the_folder_stays_small()
    {
        string folder = Path.Combine(Repository.Folder, "traces");
        string readme = File.ReadAllText(Path.Combine(folder, "README.md"));
        foreach (object[] sample in Samples.Cast<object[]>())
        {
            TraceGeneratorOptions options = (TraceGeneratorOptions)sample[2];
            string command = string.Create(
                CultureInfo.InvariantCulture, $"sim trace generate --format {sample[1]} --vms {options.Vms} --span \"1 d\" --interval \"5 min\" --seed {options.Seed}");
            Assert.That(readme, Does.Contain(command).And.Contain($"--out traces/{sample[0]}"));
        }

        long bytes = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        Assert.That(bytes, Is.LessThan(1_500_000));
    }

    private static string[] Files(string path) => File.Exists(path)
        ? [""]
        : [.. Directory.GetFiles(path, "*", SearchOption.AllDirectories).Select(file => file[path.Length..]).Order(StringComparer.Ordinal)];

    /// <summary>What a file holds; packed ones unpacked, as packing may differ from one version of zlib to the next.</summary>
    private static byte[] Content(string file)
    {
        using Stream stream = File.OpenRead(file);
        using Stream text = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
        using MemoryStream content = new();
        text.CopyTo(content);
        return content.ToArray();
    }
}
