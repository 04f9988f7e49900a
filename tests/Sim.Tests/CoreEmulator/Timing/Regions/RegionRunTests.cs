using System.Collections.Generic;
using System.IO;
using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Programs;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Regions;
using Sim.Kernel;
using Sim.Tests.CoreEmulator.Machines;

namespace Sim.Tests.CoreEmulator.Timing.Regions;

internal sealed class RegionRunTests
{
    private static readonly RegionPoint Sieve = RegionPoint.At(RegionProgram.Sieve);
    private static readonly RegionPoint Behind = RegionPoint.At(RegionProgram.BehindSieve);

    [Test]
    public void EachPassIsARow()
    {
        using Machine machine = RegionProgram.Machine();
        TimedMachine timed = RegionProgram.Timed(machine);
        RegionResult result = new RegionRun(timed, new RegionOfInterest { From = Sieve, To = Behind, Repeats = 3 }).Run();
        Assert.Multiple(() =>
        {
            Assert.That(result.Rows.Select(row => row.End), Is.All.EqualTo(RegionEnd.Reached));
            Assert.That(result.Rows, Has.Count.EqualTo(3));
            Assert.That(result.Rows.Select(row => row.Cores[0].Instructions).Distinct().Count(), Is.EqualTo(1), "the sieve is the same work each time");
            Assert.That(result.Rows[0].Cores[0].Stack.Sum(), Is.EqualTo(result.Rows[0].Cores[0].Cycles));
            Assert.That(result.Outcome, Is.Null);
        });
    }

    [Test]
    public void WarmsUpThenCounts()
    {
        using Machine machine = RegionProgram.Machine();
        RegionResult result = new RegionRun(RegionProgram.Timed(machine), new RegionOfInterest { From = Sieve, WarmUp = 1000, Instructions = 5000 }).Run();
        Assert.Multiple(() =>
        {
            Assert.That(result.Rows.Single().Cores[0].Instructions, Is.EqualTo(5000));
            Assert.That(result.Rows[0].End, Is.EqualTo(RegionEnd.Counted));
            Assert.That(machine.Steps, Is.EqualTo(result.Rows[0].Begin + 6000));
        });
    }

    [Test]
    public void FromAPlaceToTheSamePlaceIsALap()
    {
        using Machine machine = RegionProgram.Machine();
        RegionResult result = new RegionRun(RegionProgram.Timed(machine), new RegionOfInterest { From = Sieve, To = Sieve, Repeats = 2 }).Run();
        Assert.Multiple(() =>
        {
            Assert.That(result.Rows, Has.Count.EqualTo(2));
            Assert.That(result.Rows[1].Begin, Is.EqualTo(result.Rows[0].Begin + (ulong)result.Rows[0].Cores[0].Instructions), "the second lap begins where the first ended");
        });
    }

    [Test]
    public void NothingGivenTimesAll()
    {
        ElfFile program = Markers(1, 2);
        using Machine machine = RegionProgram.Machine(program);
        RegionResult result = new RegionRun(RegionProgram.Timed(machine), new RegionOfInterest()).Run();
        Assert.Multiple(() =>
        {
            Assert.That(result.Rows.Single().End, Is.EqualTo(RegionEnd.ProgramEnded));
            Assert.That(result.Rows[0].Cores[0].Instructions, Is.EqualTo((long)machine.Harts[0].Retired));
            Assert.That(result.Outcome!.End, Is.EqualTo(RunEnd.Passed));
        });
    }

    [Test]
    public void MarkersAreFoundWithoutTiming()
    {
        using Machine machine = RegionProgram.Machine(Markers(1, 2));
        RegionOfInterest region = new() { From = RegionPoint.Marker(1), To = RegionPoint.Marker(2) };
        RegionResult result = new RegionRun(RegionProgram.Timed(machine), region).Run();
        Assert.Multiple(() =>
        {
            Assert.That(result.Rows.Single().Begin, Is.EqualTo(2));
            Assert.That(result.Rows[0].Cores[0].Instructions, Is.EqualTo(4), "the marker and three additions");
        });
    }

    [Test]
    public void AProgramThatNeverComesThereHasNoRow()
    {
        using Machine machine = RegionProgram.Machine(Markers(1, 2));
        RegionResult result = new RegionRun(RegionProgram.Timed(machine), new RegionOfInterest { From = RegionPoint.Marker(77) }).Run();
        Assert.Multiple(() =>
        {
            Assert.That(result.Rows, Is.Empty);
            Assert.That(result.Outcome!.End, Is.EqualTo(RunEnd.Passed));
        });
    }

    [Test]
    public void TheWholeRunMayBeLimited()
    {
        using Machine machine = RegionProgram.Machine();
        RegionResult result = new RegionRun(RegionProgram.Timed(machine), new RegionOfInterest { From = Sieve, MaxInstructions = 1000 }).Run();
        Assert.Multiple(() =>
        {
            Assert.That(result.Rows, Is.Empty);
            Assert.That(machine.Steps, Is.EqualTo(1000));
        });
    }

    [Test]
    public void ACheckpointAtTheBeginningGoesOnTheSame()
    {
        RegionOfInterest region = new() { From = Sieve, WarmUp = 500, Instructions = 20_000 };
        using MemoryStream saved = new();
        using Machine machine = RegionProgram.Machine();
        TimedMachine timed = RegionProgram.Timed(machine);
        Retirements first = new(timed);
        RegionResult before = new RegionRun(timed, region) { Entered = at => at.Save(saved) }.Run();
        using Machine other = RegionProgram.Machine();
        TimedMachine resumed = RegionProgram.Timed(other);
        other.Restore("checkpoint", saved.ToArray());
        Retirements second = new(resumed);
        RegionResult after = new RegionRun(resumed, region).Run(startsHere: true);
        Assert.Multiple(() =>
        {
            Assert.That(second.All, Is.EqualTo(first.All));
            Assert.That(second.All, Has.Count.EqualTo(20_000));
            Assert.That(after.Rows[0].Cores[0].Cycles, Is.EqualTo(before.Rows[0].Cores[0].Cycles));
            Assert.That(after.Rows[0].Begin, Is.EqualTo(before.Rows[0].Begin));
        });
    }

    [Test]
    public void PlacesAreSymbolsAddressesAndMarkers()
    {
        Assert.Multiple(() =>
        {
            Assert.That(RegionPoint.Parse(RegionProgram.Mix, "--from", "main"), Is.EqualTo(RegionPoint.At(0x8000_010E)));
            Assert.That(RegionPoint.Parse(RegionProgram.Mix, "--from", "0x800001b8"), Is.EqualTo(Sieve));
            Assert.That(RegionPoint.Parse(RegionProgram.Mix, "--from", "marker:1").Instruction, Is.EqualTo(0x0010_2013));
        });
    }

    [Test]
    public void APlaceThatIsNoneIsNamed()
    {
        InputException? fault = Assert.Throws<InputException>(() => RegionPoint.Parse(RegionProgram.Mix, "--from", "nowhere!"));
        Assert.That(fault!.Message, Is.EqualTo("--from: 'nowhere!' is neither a symbol of the program, nor a hexadecimal address, nor marker:N with N from 1 to 2047"));
    }

    // addi x5,x5,1 twice; the marker; addi three times; the marker; tohost = 1 for ever.
    private static ElfFile Markers(uint from, uint to) => new Assembled()
        .Words(0x00128293, 0x00128293)
        .Words((from << 20) | 0x2013, 0x00128293, 0x00128293, 0x00128293)
        .Words((to << 20) | 0x2013)
        .Words(0x00100313, 0x800023B7, 0x02039393, 0x0203D393, 0x0063B023, 0x0000006F)
        .Program();

    private sealed class Retirements : IPipelineObserver
    {
        public Retirements(TimedMachine timed) => timed.Cores[0].Observer = this;

        public List<(ulong Pc, ulong Address, byte To)> All { get; } = [];

        public void Retired(in TimedInstruction instruction, in StageTimes times) => All.Add((instruction.Pc, instruction.Address, instruction.Destination1));
    }
}
