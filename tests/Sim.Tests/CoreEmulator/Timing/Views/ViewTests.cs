using System;
using System.IO;
using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Views;

namespace Sim.Tests.CoreEmulator.Timing.Views;

internal sealed class ViewTests
{
    private const string Room = "CoreEmulator/Timing/Views";

    [Test]
    public void Diagram() => GoldenFile.Matches("diagram.txt", Written(output => new PipelineDiagram(Pictures.Text).Write(output, Pictures.Rows)), Room);

    [Test]
    public void NarrowDiagram() => GoldenFile.Matches("diagram-narrow.txt", Written(output => new PipelineDiagram(Pictures.Text, width: 14).Write(output, Pictures.Rows)), Room);

    [Test]
    public void Summary() => GoldenFile.Matches("summary.txt", Written(output => new DelaySummary(Pictures.Text).Write(output, Pictures.Rows)), Room);

    [Test]
    public void Konata() => GoldenFile.Matches("konata.txt", Written(output => new KonataLog(Pictures.Text).Write(output, Pictures.Rows)), Room);

    [Test]
    public void O3() => GoldenFile.Matches("o3pipeview.txt", Written(output => new O3PipeView(Pictures.Text).Write(output, Pictures.Rows)), Room);

    // What Konata's reader demands of a log: time goes forward, each instruction begins before anything is said of it and ends once.
    [Test]
    public void AKonataLogIsInOrder()
    {
        string[] lines = Written(output => new KonataLog(Pictures.Text).Write(output, Pictures.Rows)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        bool[] begun = new bool[5];
        bool[] ended = new bool[5];
        foreach (string[] parts in lines.Skip(2).Select(line => line.Split('\t')))
        {
            if (parts[0] == "C")
            {
                Assert.That(int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), Is.Positive);
                continue;
            }

            int id = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
            Assert.That(parts[0] == "I" ? !begun[id] : begun[id] && !ended[id], string.Join(' ', parts));
            begun[id] = true;
            ended[id] = parts[0] == "R";
        }

        Assert.That(ended, Is.All.True);
    }

    // Found with Konata's own reader (onikiri_parser.ts and konata_renderer.ts of 68e748c): an arrow is drawn from the end of the last stage with an X in its
    // name to the beginning of such a stage, and from nowhere else.
    [Test]
    public void AKonataLogHasStagesForItsArrows()
    {
        string[][] lines = [.. Written(output => new KonataLog(Pictures.Text).Write(output, Pictures.Rows)).Split('\n').Select(line => line.Split('\t'))];
        string[] executed = [.. lines.Where(line => line[0] == "S" && line[3].Contains('X', StringComparison.Ordinal)).Select(line => line[1])];
        string[][] arrows = [.. lines.Where(line => line[0] == "W")];
        Assert.That(arrows, Is.Not.Empty);
        Assert.That(arrows.SelectMany(line => new[] { line[1], line[2] }).Distinct(StringComparer.Ordinal), Is.SubsetOf(executed));
    }

    // Of a cycle in which an instruction issues and retires, the end comes last; what traps is flushed and has no serial number of its own.
    [Test]
    public void AKonataLogEndsInstructionsLast()
    {
        PipelineRecorder recorder = new(skip: 0, count: 3);
        recorder.Retired(new TimedInstruction { Destination1 = 5 }, new StageTimes(0, 1, 2, 3, 4, 4, CpiComponent.Base));
        recorder.Retired(new TimedInstruction { Source1 = 5, Flags = InstructionTraits.Trapped }, new StageTimes(1, 2, 3, 4, 4, 4, CpiComponent.Base));
        recorder.Retired(new TimedInstruction { Source1 = 5 }, new StageTimes(2, 3, 4, 5, 5, 5, CpiComponent.Base));
        string[] lines = Written(output => new KonataLog(Pictures.Text).Write(output, recorder.Rows)).Split('\n');
        Assert.That(lines.Where(line => line is ['W' or 'R', ..]), Is.EqualTo(new[] { "R\t0\t0\t0", "W\t1\t0\t0", "R\t1\t1\t1", "W\t2\t0\t0", "R\t2\t1\t0" }));
    }

    [Test]
    public void TheRecorderSkipsCountsAndTells()
    {
        int told = 0;
        PipelineRecorder recorder = new(skip: 2, count: 3) { Filled = () => told++ };
        for (int n = 0; n < 10; n++)
        {
            recorder.Retired(new TimedInstruction { Pc = (ulong)n }, new StageTimes(n, n, n, n, n, 2 * n, CpiComponent.Base));
        }

        Assert.Multiple(() =>
        {
            Assert.That(recorder.Rows.Select(row => row.Number), Is.EqualTo(new long[] { 2, 3, 4 }));
            Assert.That(recorder.Rows.Select(row => row.Lost), Is.All.EqualTo(1));
            Assert.That(told, Is.EqualTo(1));
        });
    }

    [Test]
    public void InstructionsOfTracesAreSaidInWords()
    {
        TimedInstruction load = new()
        {
            Number = ushort.MaxValue,
            Operation = OperationKind.Load,
            Flags = InstructionTraits.Loads,
            Destination1 = 24,
            Destination2 = 9,
            Source1 = 9,
            Address = 0xA000,
        };
        TimedInstruction branch = new() { Number = ushort.MaxValue, Branch = BranchKind.IndirectJump, Source1 = 5, Flags = InstructionTraits.Taken, NextPc = 0x44 };
        Assert.Multiple(() =>
        {
            Assert.That(Pictures.Text.Of(in load), Is.EqualTo("load r24,r9 <- r9 @0xa000"));
            Assert.That(Pictures.Text.Of(in branch), Is.EqualTo("indirect jump <- r5 to 0x44"));
        });
    }

    [Test]
    public void NothingIsDrawnOfNothing()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Written(output => new PipelineDiagram(Pictures.Text).Write(output, [])), Is.EqualTo(PipelineDiagram.Legend + "\n"));
            Assert.That(Written(output => new KonataLog(Pictures.Text).Write(output, [])), Is.EqualTo("Kanata\t0004\n"));
            Assert.That(Written(output => new O3PipeView(Pictures.Text).Write(output, [])), Is.Empty);
            Assert.That(Written(output => new DelaySummary(Pictures.Text).Write(output, [])), Does.Contain("0 instructions in 0 cycles"));
        });
    }

    private static string Written(Action<TextWriter> write)
    {
        using StringWriter output = new() { NewLine = "\n" };
        write(output);
        return output.ToString();
    }
}
