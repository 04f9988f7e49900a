using System.Collections.Generic;
using System.IO;
using NUnit.Framework;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Traces;
using Sim.Kernel;

namespace Sim.Tests.CoreEmulator.Timing.Traces;

internal sealed class ChampSimReaderTests
{
    private const byte Sp = 6;
    private const byte Flags = 25;
    private const byte Ip = 26;
    private const byte Rax = 10;
    private const byte Rdi = 3;

    // The rules of ChampSim's inc/instruction.h.
    [TestCase(new[] { Ip }, new byte[0], BranchKind.Jump, TestName = "DirectJump")]
    [TestCase(new[] { Ip }, new[] { Ip }, BranchKind.Jump, TestName = "DirectJumpThatReadsIp")]
    [TestCase(new[] { Ip }, new[] { Rax }, BranchKind.IndirectJump, TestName = "IndirectJump")]
    [TestCase(new[] { Ip }, new[] { Ip, Flags }, BranchKind.Conditional, TestName = "Conditional")]
    [TestCase(new[] { Ip }, new[] { Ip, Rax }, BranchKind.Conditional, TestName = "ConditionalByRegister")]
    [TestCase(new[] { Ip, Sp }, new[] { Ip, Sp }, BranchKind.Call, TestName = "DirectCall")]
    [TestCase(new[] { Ip, Sp }, new[] { Ip, Sp, Rax }, BranchKind.IndirectCall, TestName = "IndirectCall")]
    [TestCase(new[] { Ip, Sp }, new[] { Sp }, BranchKind.Return, TestName = "Return")]
    [TestCase(new[] { Ip }, new[] { Flags, Rax }, BranchKind.IndirectJump, TestName = "OtherThatWasTaken")]
    [TestCase(new[] { Rax }, new[] { Rdi }, BranchKind.None, TestName = "NoBranch")]
    public void KindsOfBranches(byte[] to, byte[] from, BranchKind kind)
    {
        List<TimedInstruction> found = Read(new TraceWriter().ChampSim(0x1000, to, from, isBranch: true, taken: true).ChampSim(0x2000));
        Assert.Multiple(() =>
        {
            Assert.That(found[0].Branch, Is.EqualTo(kind));
            Assert.That(found[0].Has(InstructionTraits.Taken), Is.EqualTo(kind != BranchKind.None));
            Assert.That(found[0].NextPc, Is.EqualTo(kind == BranchKind.None ? 0x1004 : 0x2000));
        });
    }

    [Test]
    public void LengthsComeFromTheRecordBehind()
    {
        List<TimedInstruction> found = Read(new TraceWriter().ChampSim(0x1000, [Rax]).ChampSim(0x1007, [Ip], [Ip, Flags], isBranch: true).ChampSim(0x1009));
        Assert.Multiple(() =>
        {
            Assert.That(found[0].Length, Is.EqualTo(7));
            Assert.That(found[1].Length, Is.EqualTo(2));
            Assert.That(found[1].Has(InstructionTraits.Taken), Is.False);
            Assert.That(found[1].NextPc, Is.EqualTo(0x1009));
        });
    }

    // Places: read {1}, written {1} is 1 + 4 x 1 = 5, a conversion; read {1, 2}, written {0} is 2, a multiplication; read {0, 2} is 1, 4 bytes.
    [Test]
    public void PlacesOfRegistersTellMore()
    {
        List<TimedInstruction> found = Read(new TraceWriter()
            .ChampSim(0x1000, [0, 40], [0, 41])
            .ChampSim(0x1004, [40], [0, 41, 42])
            .ChampSim(0x1008, [], [41, 0, 42], stores: [0xB000])
            .ChampSim(0x100C));
        Assert.Multiple(() =>
        {
            Assert.That((found[0].Operation, found[0].Destination1, found[0].Source1), Is.EqualTo((OperationKind.FloatConvert, (byte)40, (byte)41)));
            Assert.That((found[1].Operation, found[1].Source1, found[1].Source2), Is.EqualTo((OperationKind.Multiply, (byte)41, (byte)42)));
            Assert.That((found[2].Operation, found[2].Size, found[2].Source2), Is.EqualTo((OperationKind.Store, (byte)4, (byte)42)));
        });
    }

    [Test]
    public void AnAtomicIsOnePart()
    {
        // Read {1, 2} is 2: an atomic of 4 bytes. Filled from the front the same record is an addition to memory.
        TimedInstruction found = Read(new TraceWriter().ChampSim(0x1000, [40], [0, 41, 42], stores: [0xB000], loads: [0xB000]))[0];
        Assert.That(
            (found.Operation, found.Size, found.Has(InstructionTraits.Loads), found.Has(InstructionTraits.Stores), found.Address),
            Is.EqualTo((OperationKind.Atomic, (byte)4, true, true, 0xB000UL)));
    }

    // A taken branch over one instruction of 4 bytes: what follows is 8 bytes on, and it is not 8 bytes long.
    [TestCase(new byte[] { 26 }, 4)]
    [TestCase(new byte[] { 0, 26 }, 2)]
    public void AShortJumpIsNotALongInstruction(byte[] to, byte length)
    {
        TimedInstruction found = Read(new TraceWriter().ChampSim(0x1000, to, isBranch: true, taken: true).ChampSim(0x1008))[0];
        Assert.That((found.Branch, found.Length, found.NextPc), Is.EqualTo((BranchKind.Jump, length, 0x1008UL)));
    }

    // An x86 call of 5 bytes: the second time it is known where it returns to.
    [Test]
    public void LengthsOfCallsAreLearnedFromReturns()
    {
        TraceWriter writer = new();
        for (int n = 0; n < 2; n++)
        {
            writer.ChampSim(0x1000, [Ip, Sp], [Ip, Sp], stores: [0x7FF8], isBranch: true, taken: true)
                .ChampSim(0x4000, [Ip, Sp], [Sp], loads: [0x7FF8], isBranch: true, taken: true)
                .ChampSim(0x1005, [Ip], isBranch: true, taken: true);
        }

        List<TimedInstruction> calls = Read(writer).FindAll(part => part.Branch == BranchKind.Call);
        Assert.That(calls.ConvertAll(call => call.Length), Is.EqualTo(new byte[] { 4, 5 }));
    }

    // The way goes on elsewhere and no branch was there: a trap. A repeated instruction stays, which is none.
    [Test]
    public void AJumpWithoutABranchIsATrap()
    {
        List<TimedInstruction> found = Read(new TraceWriter().ChampSim(0x1000, [Rax]).ChampSim(0x8000, [Rax]).ChampSim(0x8000, [Rax]).ChampSim(0x8003));
        Assert.Multiple(() =>
        {
            Assert.That(found.ConvertAll(part => part.Has(InstructionTraits.Interrupt)), Is.EqualTo(new[] { false, true, false, false, false }));
            Assert.That((found[1].Pc, found[1].NextPc), Is.EqualTo((0x1004UL, 0x8000UL)));
        });
    }

    // Read {1} of the flags alone is the system's; what leads elsewhere is a trap's return.
    [Test]
    public void ATrapsReturnIsRead()
    {
        List<TimedInstruction> found = Read(new TraceWriter().ChampSim(0x1000, [], [0, Flags]).ChampSim(0x8000));
        Assert.Multiple(() =>
        {
            Assert.That(found, Has.Count.EqualTo(2));
            Assert.That((found[0].Operation, found[0].NextPc), Is.EqualTo((OperationKind.System, 0x8000UL)));
            Assert.That(found[0].Has(InstructionTraits.Returns));
            Assert.That(found[0].Has(InstructionTraits.Serialises));
        });
    }

    // ChampSim's stack pointer folding: a call and a return move it in the front end, and nothing waits for it.
    [Test]
    public void CallsDoNotWaitForTheStackPointer()
    {
        TimedInstruction call = Read(new TraceWriter().ChampSim(0x1000, [Ip, Sp], [Sp, Ip, Rax], isBranch: true, taken: true))[0];
        Assert.That((call.Branch, call.Source1, call.Source2, call.Destination1, call.Destination2), Is.EqualTo((BranchKind.IndirectCall, Rax, (byte)0, (byte)0, (byte)0)));
    }

    [Test]
    public void ALoadAndAStoreByThemselvesAreOnePart()
    {
        List<TimedInstruction> found = Read(new TraceWriter().ChampSim(0x1000, [Rax], [Rdi], loads: [0xA000]).ChampSim(0x1004, [], [Rdi, Rax], stores: [0xB000]));
        Assert.Multiple(() =>
        {
            Assert.That(found, Has.Count.EqualTo(2));
            Assert.That((found[0].Operation, found[0].Address, found[0].Destination1, found[0].Source1), Is.EqualTo((OperationKind.Load, 0xA000UL, Rax, Rdi)));
            Assert.That((found[1].Operation, found[1].Address, found[1].Source1, found[1].Source2), Is.EqualTo((OperationKind.Store, 0xB000UL, Rdi, Rax)));
        });
    }

    [Test]
    public void AnAdditionToMemoryIsLoadedComputedAndStored()
    {
        ChampSimReader reader = new(new TraceWriter().ChampSim(0x1000, [Flags], [Rdi, Rax], stores: [0xA000], loads: [0xA000]).Stream, "t", isCloudSuite: false);
        List<TimedInstruction> found = ReadAll(reader);
        Assert.Multiple(() =>
        {
            Assert.That(reader.Instructions, Is.EqualTo(1));
            Assert.That(found.ConvertAll(part => part.Operation), Is.EqualTo(new[] { OperationKind.Load, OperationKind.Integer, OperationKind.Store }));
            Assert.That(found[1].Source4, Is.EqualTo(found[0].Destination1));
            Assert.That(found[2].Source2, Is.EqualTo(found[1].Destination2));
        });
    }

    [Test]
    public void ACallStoresAndEndsWithTheBranch()
    {
        List<TimedInstruction> found = Read(new TraceWriter().ChampSim(0x1000, [Ip, Sp], [Ip, Sp], stores: [0x7FF8], isBranch: true, taken: true).ChampSim(0x4000));
        Assert.Multiple(() =>
        {
            Assert.That(found[0].Operation, Is.EqualTo(OperationKind.Store));
            Assert.That(found[1].Branch, Is.EqualTo(BranchKind.Call));
            Assert.That(found[1].NextPc, Is.EqualTo(0x4000));
        });
    }

    [Test]
    public void APopMovesTheStackPointerEarly()
    {
        List<TimedInstruction> found = Read(new TraceWriter().ChampSim(0x1000, [Sp, Rax], [Sp], loads: [0x7FF8]));
        Assert.Multiple(() =>
        {
            Assert.That(found[0].Has(InstructionTraits.WritesBase));
            Assert.That((found[0].Destination1, found[0].Destination2), Is.EqualTo((Rax, Sp)));
        });
    }

    [Test]
    public void CloudSuiteRecordsHaveFourDestinations()
    {
        TraceWriter writer = new TraceWriter().ChampSim(0x1000, [Rax], [Rdi], loads: [0xA000], isCloudSuite: true).ChampSim(0x1004, [], [Rdi, Rax], [1, 2, 3, 4], isCloudSuite: true);
        Assert.That(writer.Bytes, Has.Length.EqualTo(192));
        List<TimedInstruction> found = ReadAll(new ChampSimReader(writer.Stream, "t", isCloudSuite: true));
        Assert.Multiple(() =>
        {
            Assert.That(found[0].Address, Is.EqualTo(0xA000));
            Assert.That(found.FindAll(part => part.Operation == OperationKind.Store).ConvertAll(part => part.Address), Is.EqualTo(new ulong[] { 1, 2, 3, 4 }));
        });
    }

    [Test]
    public void ACutRecordIsNamedAndNothingBeforeIsLost()
    {
        byte[] bytes = new TraceWriter().ChampSim(0x1000).ChampSim(0x1004).ChampSim(0x1008).Bytes;
        ChampSimReader reader = new(new MemoryStream(bytes, 0, 150), "cut.bin", isCloudSuite: false);
        InputException? fault = Assert.Throws<InputException>(() => ReadAll(reader));
        Assert.Multiple(() =>
        {
            Assert.That(reader.Instructions, Is.EqualTo(2));
            Assert.That(fault!.Message, Is.EqualTo("cut.bin: record 3 at byte 128: 22 bytes; the trace ends within it: a record has 64"));
        });
    }

    [Test]
    public void AnImpossibleRecordIsNamed()
    {
        byte[] bytes = new TraceWriter().ChampSim(0x1000).ChampSim(0x1004).Bytes;
        bytes[64 + 9] = 7;
        InputException? fault = Assert.Throws<InputException>(() => ReadAll(new ChampSimReader(new MemoryStream(bytes), "bad.bin", isCloudSuite: false)));
        Assert.That(fault!.Message, Does.StartWith("bad.bin: record 2 at byte 64: address 0x1004, is-branch 0, taken 7;"));
    }

    internal static List<TimedInstruction> ReadAll(IInstructionSource source)
    {
        List<TimedInstruction> found = [];
        TimedInstruction instruction = default;
        while (source.Next(ref instruction))
        {
            found.Add(instruction);
        }

        return found;
    }

    private static List<TimedInstruction> Read(TraceWriter writer) => ReadAll(new ChampSimReader(writer.Stream, "t", isCloudSuite: false));
}
