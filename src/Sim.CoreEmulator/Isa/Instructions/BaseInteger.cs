using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Isa.Semantics;

namespace Sim.CoreEmulator.Isa.Instructions;

/// <summary>RV64I: integer computation, control transfer, loads and stores. Manual, chapters "RV32I" and "RV64I".</summary>
internal static unsafe class BaseInteger
{
    public static Instruction[] Declare() =>
    [
        .. DeclareControlTransfer(),
        .. DeclareMemory(),
        .. DeclareComputation(),
    ];

    private static Instruction[] DeclareControlTransfer() =>
    [
        new(Extensions.I, "lui", "imm[31:12] rd 0110111", Form.LoadUpper, &Handlers.LoadUpper, typeof(BaseInteger)),
        new(Extensions.I, "auipc", "imm[31:12] rd 0010111", Form.AddUpperToPc, &Handlers.AddUpperToPc, typeof(BaseInteger)),
        new(Extensions.I, "jal", "imm[20|10:1|11|19:12] rd 1101111", Form.Jump, &Handlers.Jump, typeof(BaseInteger))
        {
            Misaligned = &Handlers.MisalignedJump,
        },
        new(Extensions.I, "jalr", "imm[11:0] rs1 000 rd 1100111", Form.JumpRegister, &Handlers.JumpRegister, typeof(BaseInteger))
        {
            Misaligned = &Handlers.AlignedJumpRegister,
        },
        new(Extensions.I, "beq", "imm[12|10:5] rs2 rs1 000 imm[4:1|11] 1100011", Form.Branch, &Handlers.Branch<Beq>, typeof(Beq))
        {
            Misaligned = &Handlers.MisalignedBranch<Beq>,
        },
        new(Extensions.I, "bne", "imm[12|10:5] rs2 rs1 001 imm[4:1|11] 1100011", Form.Branch, &Handlers.Branch<Bne>, typeof(Bne))
        {
            Misaligned = &Handlers.MisalignedBranch<Bne>,
        },
        new(Extensions.I, "blt", "imm[12|10:5] rs2 rs1 100 imm[4:1|11] 1100011", Form.Branch, &Handlers.Branch<Blt>, typeof(Blt))
        {
            Misaligned = &Handlers.MisalignedBranch<Blt>,
        },
        new(Extensions.I, "bge", "imm[12|10:5] rs2 rs1 101 imm[4:1|11] 1100011", Form.Branch, &Handlers.Branch<Bge>, typeof(Bge))
        {
            Misaligned = &Handlers.MisalignedBranch<Bge>,
        },
        new(Extensions.I, "bltu", "imm[12|10:5] rs2 rs1 110 imm[4:1|11] 1100011", Form.Branch, &Handlers.Branch<Bltu>, typeof(Bltu))
        {
            Misaligned = &Handlers.MisalignedBranch<Bltu>,
        },
        new(Extensions.I, "bgeu", "imm[12|10:5] rs2 rs1 111 imm[4:1|11] 1100011", Form.Branch, &Handlers.Branch<Bgeu>, typeof(Bgeu))
        {
            Misaligned = &Handlers.MisalignedBranch<Bgeu>,
        },
    ];

    private static Instruction[] DeclareMemory() =>
    [
        new(Extensions.I, "lb", "imm[11:0] rs1 000 rd 0000011", Form.Load, &Handlers.Load<Lb>, typeof(Lb)),
        new(Extensions.I, "lh", "imm[11:0] rs1 001 rd 0000011", Form.Load, &Handlers.Load<Lh>, typeof(Lh)),
        new(Extensions.I, "lw", "imm[11:0] rs1 010 rd 0000011", Form.Load, &Handlers.Load<Lw>, typeof(Lw)),
        new(Extensions.I, "ld", "imm[11:0] rs1 011 rd 0000011", Form.Load, &Handlers.Load<Ld>, typeof(Ld)),
        new(Extensions.I, "lbu", "imm[11:0] rs1 100 rd 0000011", Form.Load, &Handlers.Load<Lbu>, typeof(Lbu)),
        new(Extensions.I, "lhu", "imm[11:0] rs1 101 rd 0000011", Form.Load, &Handlers.Load<Lhu>, typeof(Lhu)),
        new(Extensions.I, "lwu", "imm[11:0] rs1 110 rd 0000011", Form.Load, &Handlers.Load<Lwu>, typeof(Lwu)),
        new(Extensions.I, "sb", "imm[11:5] rs2 rs1 000 imm[4:0] 0100011", Form.Store, &Handlers.Store<Lb>, typeof(Lb)),
        new(Extensions.I, "sh", "imm[11:5] rs2 rs1 001 imm[4:0] 0100011", Form.Store, &Handlers.Store<Lh>, typeof(Lh)),
        new(Extensions.I, "sw", "imm[11:5] rs2 rs1 010 imm[4:0] 0100011", Form.Store, &Handlers.Store<Lw>, typeof(Lw)),
        new(Extensions.I, "sd", "imm[11:5] rs2 rs1 011 imm[4:0] 0100011", Form.Store, &Handlers.Store<Ld>, typeof(Ld)),
    ];

    private static Instruction[] DeclareComputation() =>
    [
        new(Extensions.I, "addi", "imm[11:0] rs1 000 rd 0010011", Form.RegImm, &Handlers.RegImm<Addi>, typeof(Addi)),
        new(Extensions.I, "slti", "imm[11:0] rs1 010 rd 0010011", Form.RegImm, &Handlers.RegImm<Slti>, typeof(Slti)),
        new(Extensions.I, "sltiu", "imm[11:0] rs1 011 rd 0010011", Form.RegImm, &Handlers.RegImm<Sltiu>, typeof(Sltiu)),
        new(Extensions.I, "xori", "imm[11:0] rs1 100 rd 0010011", Form.RegImm, &Handlers.RegImm<Xori>, typeof(Xori)),
        new(Extensions.I, "ori", "imm[11:0] rs1 110 rd 0010011", Form.RegImm, &Handlers.RegImm<Ori>, typeof(Ori)),
        new(Extensions.I, "andi", "imm[11:0] rs1 111 rd 0010011", Form.RegImm, &Handlers.RegImm<Andi>, typeof(Andi)),
        new(Extensions.I, "slli", "000000 shamt[5:0] rs1 001 rd 0010011", Form.Shift, &Handlers.RegImm<Slli>, typeof(Slli)),
        new(Extensions.I, "srli", "000000 shamt[5:0] rs1 101 rd 0010011", Form.Shift, &Handlers.RegImm<Srli>, typeof(Srli)),
        new(Extensions.I, "srai", "010000 shamt[5:0] rs1 101 rd 0010011", Form.Shift, &Handlers.RegImm<Srai>, typeof(Srai)),
        new(Extensions.I, "add", "0000000 rs2 rs1 000 rd 0110011", Form.RegReg, &Handlers.RegReg<Add>, typeof(Add)),
        new(Extensions.I, "sub", "0100000 rs2 rs1 000 rd 0110011", Form.RegReg, &Handlers.RegReg<Sub>, typeof(Sub)),
        new(Extensions.I, "sll", "0000000 rs2 rs1 001 rd 0110011", Form.RegReg, &Handlers.RegReg<Sll>, typeof(Sll)),
        new(Extensions.I, "slt", "0000000 rs2 rs1 010 rd 0110011", Form.RegReg, &Handlers.RegReg<Slt>, typeof(Slt)),
        new(Extensions.I, "sltu", "0000000 rs2 rs1 011 rd 0110011", Form.RegReg, &Handlers.RegReg<Sltu>, typeof(Sltu)),
        new(Extensions.I, "xor", "0000000 rs2 rs1 100 rd 0110011", Form.RegReg, &Handlers.RegReg<Xor>, typeof(Xor)),
        new(Extensions.I, "srl", "0000000 rs2 rs1 101 rd 0110011", Form.RegReg, &Handlers.RegReg<Srl>, typeof(Srl)),
        new(Extensions.I, "sra", "0100000 rs2 rs1 101 rd 0110011", Form.RegReg, &Handlers.RegReg<Sra>, typeof(Sra)),
        new(Extensions.I, "or", "0000000 rs2 rs1 110 rd 0110011", Form.RegReg, &Handlers.RegReg<Or>, typeof(Or)),
        new(Extensions.I, "and", "0000000 rs2 rs1 111 rd 0110011", Form.RegReg, &Handlers.RegReg<And>, typeof(And)),
        new(Extensions.I, "addiw", "imm[11:0] rs1 000 rd 0011011", Form.RegImm, &Handlers.RegImm<Addiw>, typeof(Addiw)),
        new(Extensions.I, "slliw", "0000000 shamt[4:0] rs1 001 rd 0011011", Form.Shift, &Handlers.RegImm<Slliw>, typeof(Slliw)),
        new(Extensions.I, "srliw", "0000000 shamt[4:0] rs1 101 rd 0011011", Form.Shift, &Handlers.RegImm<Srliw>, typeof(Srliw)),
        new(Extensions.I, "sraiw", "0100000 shamt[4:0] rs1 101 rd 0011011", Form.Shift, &Handlers.RegImm<Sraiw>, typeof(Sraiw)),
        new(Extensions.I, "addw", "0000000 rs2 rs1 000 rd 0111011", Form.RegReg, &Handlers.RegReg<Addw>, typeof(Addw)),
        new(Extensions.I, "subw", "0100000 rs2 rs1 000 rd 0111011", Form.RegReg, &Handlers.RegReg<Subw>, typeof(Subw)),
        new(Extensions.I, "sllw", "0000000 rs2 rs1 001 rd 0111011", Form.RegReg, &Handlers.RegReg<Sllw>, typeof(Sllw)),
        new(Extensions.I, "srlw", "0000000 rs2 rs1 101 rd 0111011", Form.RegReg, &Handlers.RegReg<Srlw>, typeof(Srlw)),
        new(Extensions.I, "sraw", "0100000 rs2 rs1 101 rd 0111011", Form.RegReg, &Handlers.RegReg<Sraw>, typeof(Sraw)),
        new(Extensions.I, "fence", "fm pred succ rs1 000 rd 0001111", Form.Fence, &Handlers.Nothing, typeof(BaseInteger)),
    ];

    public readonly struct Beq : IBranch
    {
        public static bool Taken(ulong rs1, ulong rs2) => rs1 == rs2;
    }

    public readonly struct Bne : IBranch
    {
        public static bool Taken(ulong rs1, ulong rs2) => rs1 != rs2;
    }

    public readonly struct Blt : IBranch
    {
        public static bool Taken(ulong rs1, ulong rs2) => (long)rs1 < (long)rs2;
    }

    public readonly struct Bge : IBranch
    {
        public static bool Taken(ulong rs1, ulong rs2) => (long)rs1 >= (long)rs2;
    }

    public readonly struct Bltu : IBranch
    {
        public static bool Taken(ulong rs1, ulong rs2) => rs1 < rs2;
    }

    public readonly struct Bgeu : IBranch
    {
        public static bool Taken(ulong rs1, ulong rs2) => rs1 >= rs2;
    }

    public readonly struct Lb : IMemoryType
    {
        public static int Size => 1;

        public static ulong Extend(ulong read) => (ulong)(sbyte)read;
    }

    public readonly struct Lh : IMemoryType
    {
        public static int Size => 2;

        public static ulong Extend(ulong read) => (ulong)(short)read;
    }

    public readonly struct Lw : IMemoryType
    {
        public static int Size => 4;

        public static ulong Extend(ulong read) => (ulong)(int)read;
    }

    public readonly struct Ld : IMemoryType
    {
        public static int Size => 8;

        public static ulong Extend(ulong read) => read;
    }

    public readonly struct Lbu : IMemoryType
    {
        public static int Size => 1;

        public static ulong Extend(ulong read) => read;
    }

    public readonly struct Lhu : IMemoryType
    {
        public static int Size => 2;

        public static ulong Extend(ulong read) => read;
    }

    public readonly struct Lwu : IMemoryType
    {
        public static int Size => 4;

        public static ulong Extend(ulong read) => read;
    }

    public readonly struct Addi : IRegImm
    {
        public static ulong Of(ulong rs1, long imm) => rs1 + (ulong)imm;
    }

    public readonly struct Slti : IRegImm
    {
        public static ulong Of(ulong rs1, long imm) => (long)rs1 < imm ? 1UL : 0UL;
    }

    public readonly struct Sltiu : IRegImm
    {
        public static ulong Of(ulong rs1, long imm) => rs1 < (ulong)imm ? 1UL : 0UL;
    }

    public readonly struct Xori : IRegImm
    {
        public static ulong Of(ulong rs1, long imm) => rs1 ^ (ulong)imm;
    }

    public readonly struct Ori : IRegImm
    {
        public static ulong Of(ulong rs1, long imm) => rs1 | (ulong)imm;
    }

    public readonly struct Andi : IRegImm
    {
        public static ulong Of(ulong rs1, long imm) => rs1 & (ulong)imm;
    }

    public readonly struct Slli : IRegImm
    {
        public static ulong Of(ulong rs1, long imm) => rs1 << (int)imm;
    }

    public readonly struct Srli : IRegImm
    {
        public static ulong Of(ulong rs1, long imm) => rs1 >> (int)imm;
    }

    public readonly struct Srai : IRegImm
    {
        public static ulong Of(ulong rs1, long imm) => (ulong)((long)rs1 >> (int)imm);
    }

    public readonly struct Add : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs1 + rs2;
    }

    public readonly struct Sub : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs1 - rs2;
    }

    public readonly struct Sll : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs1 << (int)rs2;
    }

    public readonly struct Slt : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => (long)rs1 < (long)rs2 ? 1UL : 0UL;
    }

    public readonly struct Sltu : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs1 < rs2 ? 1UL : 0UL;
    }

    public readonly struct Xor : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs1 ^ rs2;
    }

    public readonly struct Srl : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs1 >> (int)rs2;
    }

    public readonly struct Sra : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => (ulong)((long)rs1 >> (int)rs2);
    }

    public readonly struct Or : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs1 | rs2;
    }

    public readonly struct And : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs1 & rs2;
    }

    public readonly struct Addiw : IRegImm
    {
        public static ulong Of(ulong rs1, long imm) => (ulong)(int)(rs1 + (ulong)imm);
    }

    public readonly struct Slliw : IRegImm
    {
        public static ulong Of(ulong rs1, long imm) => (ulong)(int)((uint)rs1 << (int)imm);
    }

    public readonly struct Srliw : IRegImm
    {
        public static ulong Of(ulong rs1, long imm) => (ulong)(int)((uint)rs1 >> (int)imm);
    }

    public readonly struct Sraiw : IRegImm
    {
        public static ulong Of(ulong rs1, long imm) => (ulong)((int)rs1 >> (int)imm);
    }

    public readonly struct Addw : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => (ulong)(int)(rs1 + rs2);
    }

    public readonly struct Subw : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => (ulong)(int)(rs1 - rs2);
    }

    public readonly struct Sllw : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => (ulong)(int)((uint)rs1 << (int)rs2);
    }

    public readonly struct Srlw : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => (ulong)(int)((uint)rs1 >> (int)rs2);
    }

    public readonly struct Sraw : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => (ulong)((int)rs1 >> (int)rs2);
    }
}
