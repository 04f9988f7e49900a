using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using NUnit.Framework;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Traces;
using Sim.Kernel;

namespace Sim.Tests.CoreEmulator.Timing.Traces;

internal sealed class CbpReaderTests
{
    // Counts of the kit's own reader, as design/traces.md has them.
    [Test]
    public void TheRealTraceHasTheKnownCounts()
    {
        using FileStream file = File.OpenRead(Repository.Shared("traces/instr/cbp2025_sample_int_trace.gz"));
        using GZipStream unpacked = new(file, CompressionMode.Decompress);
        CbpReader reader = new(unpacked, "trace", hasBaseUpdates: true);
        int[] operations = new int[32];
        int[] branches = new int[8];
        int taken = 0;
        TimedInstruction i = default;
        while (reader.Next(ref i))
        {
            operations[(int)i.Operation]++;
            branches[(int)i.Branch]++;
            taken += i.Branch == BranchKind.Conditional && i.Has(InstructionTraits.Taken) ? 1 : 0;
        }

        Assert.Multiple(() =>
        {
            Assert.That(reader.Instructions, Is.EqualTo(997_301));
            Assert.That(operations[(int)OperationKind.Integer], Is.EqualTo(389_592));
            Assert.That(operations[(int)OperationKind.Load], Is.EqualTo(269_417));
            Assert.That(operations[(int)OperationKind.Store], Is.EqualTo(155_244));
            Assert.That(operations[(int)OperationKind.Multiply], Is.EqualTo(1_171));
            Assert.That(branches[(int)BranchKind.Conditional], Is.EqualTo(128_874));
            Assert.That(taken / 128_874.0, Is.EqualTo(0.5274).Within(0.00005));
            Assert.That(branches[(int)BranchKind.Jump], Is.EqualTo(20_966));
            Assert.That(branches[(int)BranchKind.IndirectJump], Is.EqualTo(6_235));
            Assert.That(branches[(int)BranchKind.Call], Is.EqualTo(4_880));
            Assert.That(branches[(int)BranchKind.IndirectCall], Is.EqualTo(8_020));
            Assert.That(branches[(int)BranchKind.Return], Is.EqualTo(12_902));
        });
    }

    [Test]
    public void ALoadThatMovesItsBaseKnowsItEarly()
    {
        TimedInstruction i = Read(new TraceWriter().Load(0x1000, 0xA000, 8, movesBase: true, [9], 9, 24))[0];
        Assert.Multiple(() =>
        {
            Assert.That((i.Operation, i.Address, i.Size, i.Source1), Is.EqualTo((OperationKind.Load, 0xA000UL, (byte)8, (byte)9)));
            Assert.That((i.Destination1, i.Destination2), Is.EqualTo(((byte)24, (byte)9)));
            Assert.That(i.Has(InstructionTraits.WritesBase));
        });
    }

    [Test]
    public void APairThatMovesItsBaseHasItsSecondResultUnderTheFirstsName()
    {
        List<TimedInstruction> found = Read(new TraceWriter()
            .Load(0x1000, 0xA000, 16, movesBase: true, [9], 9, 24, 23)
            .Plain(0x1004, 0, [23], 5)
            .Plain(0x1008, 0, [5], 23)
            .Plain(0x100C, 0, [23], 6));
        Assert.Multiple(() =>
        {
            Assert.That((found[0].Destination1, found[0].Destination2), Is.EqualTo(((byte)24, (byte)9)));
            Assert.That(found[1].Source1, Is.EqualTo(24), "it waits for the load");
            Assert.That(found[3].Source1, Is.EqualTo(23), "it was written anew");
        });
    }

    [Test]
    public void AnAliasEndsWhenItsNameIsWritten()
    {
        List<TimedInstruction> found = Read(new TraceWriter()
            .Load(0x1000, 0xA000, 16, movesBase: true, [9], 9, 24, 23)
            .Plain(0x1004, 0, [5], 24)
            .Plain(0x1008, 0, [23], 6));
        Assert.That(found[2].Source1, Is.EqualTo(23));
    }

    [Test]
    public void APairHasTwoResults()
    {
        TimedInstruction i = Read(new TraceWriter().Load(0x1000, 0xA000, 16, movesBase: false, [31], 30, 19))[0];
        Assert.That((i.Destination1, i.Destination2, i.Has(InstructionTraits.WritesBase)), Is.EqualTo(((byte)30, (byte)19, false)));
    }

    [Test]
    public void AStoreHasItsAddressFirstAndItsDataNext()
    {
        List<TimedInstruction> found = Read(new TraceWriter()
            .Store(0x1000, 0xA000, 8, movesBase: false, hasOffset: true, [1, 10, 8])
            .Store(0x1004, 0xA000, 16, movesBase: true, hasOffset: false, [20, 4, 5], 20));
        Assert.Multiple(() =>
        {
            Assert.That((found[0].Source1, found[0].Source2, found[0].Source3), Is.EqualTo(((byte)1, (byte)8, (byte)10)));
            Assert.That((found[1].Source1, found[1].Source2, found[1].Source3, found[1].Destination1), Is.EqualTo(((byte)20, (byte)4, (byte)5, (byte)20)));
        });
    }

    [Test]
    public void Register0IsOneAndTheZeroRegisterIsNone()
    {
        TimedInstruction i = Read(new TraceWriter().Plain(0x1000, 0, [0, 65, 31], 64))[0];
        Assert.That((i.Source1, i.Source2, i.Source3, i.Destination1), Is.EqualTo(((byte)31, (byte)0, (byte)66, (byte)64)));
    }

    [Test]
    public void BranchesGoWhereTheySay()
    {
        List<TimedInstruction> found = Read(new TraceWriter().Branch(0x1000, 3, null, [64]).Branch(0x1004, 3, 0x2000, [64]).Branch(0x2000, 11, 0x4000, [30]));
        Assert.Multiple(() =>
        {
            Assert.That((found[0].NextPc, found[0].Has(InstructionTraits.Taken)), Is.EqualTo((0x1004UL, false)));
            Assert.That((found[1].NextPc, found[1].Has(InstructionTraits.Taken)), Is.EqualTo((0x2000UL, true)));
            Assert.That((found[2].NextPc, found[2].Branch), Is.EqualTo((0x4000UL, BranchKind.Return)));
        });
    }

    [Test]
    public void ValuesOfVectorsHave16Bytes()
    {
        List<TimedInstruction> found = Read(new TraceWriter().Plain(0x1000, 6, [33, 34], 35).Plain(0x1004, 0, [], 7));
        Assert.Multiple(() =>
        {
            Assert.That((found[0].Operation, found[0].Destination1), Is.EqualTo((OperationKind.FloatAdd, (byte)35)));
            Assert.That(found[1].Pc, Is.EqualTo(0x1004));
        });
    }

    [Test]
    public void ACutRecordIsNamed()
    {
        byte[] bytes = new TraceWriter().Plain(0x1000, 0, [1], 2).Load(0x1004, 0xA000, 8, movesBase: false, [1], 2).Bytes;
        CbpReader reader = new(new MemoryStream(bytes, 0, bytes.Length - 3), "cut.bin", hasBaseUpdates: true);
        InputException? fault = Assert.Throws<InputException>(() => ChampSimReaderTests.ReadAll(reader));
        Assert.Multiple(() =>
        {
            Assert.That(reader.Instructions, Is.EqualTo(1));
            Assert.That(fault!.Message, Is.EqualTo("cut.bin: record 2 at byte 21: the trace ends within it"));
        });
    }

    [TestCase(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 8 }, "kind 8; must be 0 to 7 or 9 to 11")]
    [TestCase(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 99, 0 }, "register 99; must be 0 to 65")]
    [TestCase(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 200 }, "200 registers; no instruction has more than 64")]
    [TestCase(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 4, 0 }, "a branch of kind 4 with taken 0; must be 1")]
    public void AnImpossibleRecordIsNamed(byte[] bytes, string message)
    {
        InputException? fault = Assert.Throws<InputException>(() => Read(new TraceWriter().Raw(bytes)));
        Assert.That(fault!.Message, Is.EqualTo("t: record 1 at byte 0: " + message));
    }

    private static List<TimedInstruction> Read(TraceWriter writer) => ChampSimReaderTests.ReadAll(new CbpReader(writer.Stream, "t", hasBaseUpdates: true));
}
